import type { Provider } from "@/api/sso";

export type Mapping = Provider["groups"][number];

/** A line of the editor, which may be unfinished. */
export interface GroupRow extends Mapping {
  key: number;
}

export function rowsOf(groups: readonly Mapping[]): GroupRow[] {
  return groups.map((group, key) => ({ ...group, key }));
}

/** With an empty row at the end. */
export function withEmpty(rows: readonly GroupRow[]): GroupRow[] {
  return [...rows, { group: "", teamId: "", key: Math.max(-1, ...rows.map((row) => row.key)) + 1 }];
}

/** What is saved: each pair once, without rows that say nothing; null where a row is half done. */
export function mappingsOf(rows: readonly GroupRow[]): Mapping[] | null {
  const filled = rows
    .map(({ group, teamId }) => ({ group: group.trim(), teamId }))
    .filter(({ group, teamId }) => group || teamId);
  if (filled.some(({ group, teamId }) => !group || !teamId)) return null;
  return [...new Map(filled.map((each) => [JSON.stringify([each.group, each.teamId]), each])).values()];
}
