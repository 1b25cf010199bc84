import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { CellValues, DataRecord, RecordPage } from "@/api/types";
import { changeHeld, findHeld } from "./heldRows";

function isPage(key: readonly unknown[]): boolean {
  return typeof key[3] === "number";
}

/** Applies a change to a record wherever it is cached: every loaded page and the record itself. */
export function changeCached(
  client: QueryClient,
  tableId: string,
  ids: ReadonlySet<string>,
  change: (record: DataRecord) => DataRecord,
): void {
  client.setQueriesData<RecordPage>(
    { queryKey: keys.records(tableId), predicate: (query) => isPage(query.queryKey) },
    (page) => {
      if (!page?.items.some((record) => ids.has(record.id))) return page;
      return { ...page, items: page.items.map((record) => (ids.has(record.id) ? change(record) : record)) };
    },
  );
  for (const id of ids) {
    changeHeld(id, (row) => ({ ...row, record: change(row.record) }));
    client.setQueryData<DataRecord>(keys.record(id), (record) => record && change(record));
  }
}

export function findCached(client: QueryClient, tableId: string, id: string): DataRecord | undefined {
  const held = findHeld(id);
  if (held) return held.record;
  const single = client.getQueryData<DataRecord>(keys.record(id));
  const pages = client.getQueriesData<RecordPage>({ queryKey: keys.records(tableId) });
  for (const [key, page] of pages) {
    const found = isPage(key) ? page?.items.find((record) => record.id === id) : undefined;
    if (found && found.version >= (single?.version ?? 0)) return found;
  }
  return single;
}

export function withFields(record: DataRecord, fields: CellValues): DataRecord {
  return { ...record, fields: { ...record.fields, ...fields } };
}

/** The cache shares structure between its versions, so a list in it is never the list that was written: content decides. */
function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** The earlier values of the fields that a rolled-back edit had touched and nobody has changed since. */
export function rolledBack(record: DataRecord, attempted: CellValues, before: CellValues): DataRecord {
  const fields = { ...record.fields };
  for (const [id, value] of Object.entries(attempted)) {
    if (isSameValue(fields[id], value)) fields[id] = before[id] ?? null;
  }
  return { ...record, fields };
}
