import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { BaseDetail, Field, Table } from "@/api/types";
import { written } from "@/fields/formula/completion";
import { linkTarget } from "@/fields/linked";

/** Values that are made across a link: a change of them goes on to whoever is linked with their table. */
const ACROSS = new Set(["lookup", "rollup", "count"]);

const isDerived = (table: Table) => table.fields.some((field) => ACROSS.has(field.type) || field.type === "formula");
const passesOn = (table: Table) => table.fields.some((field) => ACROSS.has(field.type) || readsLinks(field, table));

/** Formulas that name a link read the titles of its records. */
function readsLinks(field: Field, table: Table): boolean {
  if (field.type !== "formula") return false;
  const expression = String(field.config.expression ?? "");
  return table.fields.some((each) => each.type === "link" && expression.includes(written(each.name)));
}

/**
 * The tables whose records may look different once records of this one have changed: those at the ends of its links,
 * and, where values are made across links, those at the ends of theirs, however far.
 */
export function connectedTables(client: QueryClient, tableId: string): string[] {
  const bases = client.getQueriesData<BaseDetail>({ queryKey: keys.allBases });
  const tables = new Map(bases.flatMap(([, base]) => base?.tables ?? []).map((each) => [each.id, each]));
  const found = new Set<string>();
  const open = [tableId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const table = tables.get(id);
    for (const field of table?.fields ?? []) {
      const target = linkTarget(field);
      if (target === null || found.has(target)) continue;
      const other = tables.get(target);
      // What stands in a table that makes nothing of others cannot have changed beyond its links.
      if (id !== tableId && other && !isDerived(other)) continue;
      found.add(target);
      if (!other || passesOn(other)) open.push(target);
    }
  }
  // Its own other records change only by what is made across its links, or by links to itself.
  const own = tables.get(tableId);
  const toItself = own?.fields.some((field) => linkTarget(field) === tableId);
  if (own && !toItself && !passesOn(own)) found.delete(tableId);
  return [...found];
}

/** Many values are worked out after the answer; the fields say so, and the base is where they say it. */
const LOOK_MS = 700;
let looking: ReturnType<typeof setTimeout> | undefined;

/** Links stand on both sides, and lookups and rollups are made across them. */
export function refreshConnected(client: QueryClient, tableId: string): void {
  const connected = connectedTables(client, tableId);
  for (const id of connected) {
    void client.invalidateQueries({ queryKey: keys.records(id) });
  }
  if (connected.length === 0) return;
  clearTimeout(looking);
  looking = setTimeout(() => void client.invalidateQueries({ queryKey: keys.allBases }), LOOK_MS);
}
