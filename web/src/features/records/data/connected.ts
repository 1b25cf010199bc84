import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { BaseDetail } from "@/api/types";
import { linkTarget } from "@/fields/linked";

/** The tables whose records may look different once records of this one have changed: those at the ends of its links. */
export function connectedTables(client: QueryClient, tableId: string): string[] {
  const bases = client.getQueriesData<BaseDetail>({ queryKey: keys.allBases });
  const table = bases.flatMap(([, base]) => base?.tables ?? []).find((each) => each.id === tableId);
  return [...new Set((table?.fields ?? []).flatMap((field) => linkTarget(field) ?? []))];
}

/** Links stand on both sides, and lookups and rollups are made across them. */
export function refreshConnected(client: QueryClient, tableId: string): void {
  for (const id of connectedTables(client, tableId)) {
    void client.invalidateQueries({ queryKey: keys.records(id) });
  }
}
