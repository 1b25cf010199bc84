import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { FaultPath } from "@/api/errors";
import type { Definition } from "@/api/types";
import { type PlacedFault, placeFaults, remaining } from "../faults/placing";

/** What a new automation's first publish was refused for, on the way from its unsaved editor to its own address. */
export interface RefusedState {
  refused: readonly FaultPath[];
}

interface Refusal {
  /** What was refused: publishing, or a run of a draft that was never published. */
  of: "publish" | "run";
  faults: readonly PlacedFault[];
}

/** The faults of the last refused publish, each until what it is about is changed. */
export function useRefusal(draft: Definition) {
  const location = useLocation();
  const navigate = useNavigate();
  const brought = (location.state as RefusedState | null)?.refused;
  const [refusal, setRefusal] = useState<Refusal>(() => ({ of: "publish", faults: placeFaults(draft, brought ?? []) }));
  useEffect(() => {
    // The address keeps its state when the page is loaded again; by then the faults may be mended.
    if (brought) void navigate(".", { replace: true, state: null });
  }, [brought, navigate]);
  return {
    of: refusal.of,
    faults: remaining(refusal.faults, draft),
    /** `sent` is what was refused: the paths of its faults count in that, whatever was changed since. */
    refuse: (of: Refusal["of"], faults: readonly FaultPath[], sent: Definition) =>
      setRefusal({ of, faults: placeFaults(sent, faults) }),
  };
}
