import { useMemo, useSyncExternalStore } from "react";
import type { CellTarget } from "../types";
import { filesOf } from "./files";
import { cellOf, useUploads } from "./uploads";

/** The files of a cell as they are now, whoever changes them, and those on their way there. */
export function useCellFiles(target: CellTarget) {
  const value = useSyncExternalStore(target.subscribe, target.peek);
  const files = useMemo(() => filesOf(value), [value]);
  const uploads = useUploads((state) => state.uploads);
  return { files, uploads: uploads.filter((each) => cellOf(each.id) === target.key) };
}
