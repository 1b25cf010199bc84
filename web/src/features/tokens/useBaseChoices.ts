import { useQueries } from "@tanstack/react-query";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { listBases } from "@/api/workspaces";
import type { ComboItem } from "@/ui/Combobox";

export interface Place {
  id: string;
  name: string;
}

/** The bases of these workspaces, as they are chosen from. Those of a workspace that refuses the caller are left out. */
export function useBaseChoices(workspaces: readonly Place[]): { items: ComboItem[]; error: unknown } {
  const lists = useQueries({
    queries: workspaces.map(({ id }) => ({
      queryKey: keys.bases(id),
      queryFn: () => listBases(id),
      staleTime: 30_000,
    })),
  });
  const several = workspaces.length > 1;
  const items = lists.flatMap((list, at) =>
    (list.data?.items ?? []).map(({ id, name }) => ({ id, name, group: several ? workspaces[at]?.name : undefined })),
  );
  const failed = lists.find((list) => list.error && asApiError(list.error).status !== 403);
  return { items, error: failed?.error ?? null };
}
