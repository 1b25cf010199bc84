import { useQuery } from "@tanstack/react-query";
import { getMe } from "@/api/auth";
import { keys } from "@/api/keys";
import { getBase } from "@/api/tables";
import type { BaseDetail } from "@/api/types";
import { viewedPerson } from "@/api/viewAs";
import { listBases } from "@/api/workspaces";

export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: getMe, staleTime: 60_000 });
}

export function useBases(workspaceId: string | undefined) {
  return useQuery({
    queryKey: keys.bases(workspaceId ?? ""),
    queryFn: () => listBases(workspaceId ?? ""),
    enabled: Boolean(workspaceId),
    staleTime: 30_000,
  });
}

/** Whoever looks as somebody else changes nothing, so that nothing to change it with is shown. */
const looking = (base: BaseDetail): BaseDetail => ({ ...base, role: "viewer" });

/** A base with its tables, fields and views: the schema every table screen reads. */
export function useBase(baseId: string | undefined) {
  return useQuery({
    queryKey: keys.base(baseId ?? ""),
    queryFn: () => getBase(baseId ?? ""),
    enabled: Boolean(baseId),
    select: viewedPerson() ? looking : undefined,
    staleTime: 30_000,
  });
}
