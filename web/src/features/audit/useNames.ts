import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AuditEntry } from "@/api/audit";
import { listMembers, listTeams } from "@/api/belonging";
import { keys } from "@/api/keys";
import { getBase } from "@/api/tables";
import { useBases } from "@/shell/useBase";
import type { Names } from "./sentence";

/** Names of what the entries are about: bases with their tables, fields and views, teams, and people. What is deleted
 * has none any more. */
export function useNames(workspaceId: string, entries: readonly AuditEntry[]): Names {
  const bases = useBases(workspaceId).data?.items;
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) }).data?.items;
  const members = useQuery({
    queryKey: keys.members(workspaceId, ""),
    queryFn: () => listMembers(workspaceId, ""),
    staleTime: 30_000,
  }).data?.items;
  const mentioned = new Set(entries.map((entry) => entry.baseId));
  const opened = useQueries({
    queries: (bases ?? [])
      .filter((base) => mentioned.has(base.id))
      .map((base) => ({ queryKey: keys.base(base.id), queryFn: () => getBase(base.id), staleTime: 30_000 })),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { actor } of entries) if (actor.id && actor.name) names.set(actor.id, actor.name);
    for (const { user } of members ?? []) names.set(user.id, user.name);
    for (const each of [...(teams ?? []), ...(bases ?? [])]) names.set(each.id, each.name);
    for (const table of opened.flatMap((base) => base.tables)) {
      for (const each of [table, ...table.fields, ...table.views]) names.set(each.id, each.name);
    }
    return names;
  }, [entries, members, teams, bases, opened]);
}
