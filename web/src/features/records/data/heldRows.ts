import { create } from "zustand";
import type { CellValues, DataRecord } from "@/api/types";
import { uuid7 } from "@/lib/uuid7";

/**
 * A record made in this view. It stays last, where it was made, wherever the view's order and filter would put it,
 * until the view is left or refreshed. One that is not saved goes along to the table's next view.
 */
export interface HeldRow {
  /** Its id in the grid until the server has given one. */
  key: string;
  /** The server makes one record of it, however often it is sent. */
  clientKey: string;
  record: DataRecord;
  state: "draft" | "saving" | "saved";
  /** Fields that must have a value before the server takes it. */
  required: readonly string[];
  /** A value came as text that the server converts. */
  typecast: boolean;
  /** Something was typed into it that is not on its way to the server. */
  typed: boolean;
  /** Whether the view's filter and search let it through, as far as the server has said. */
  matches: boolean;
}

/** `scope` is the query that a table's rows are shown in. */
interface Stay {
  scope: string;
  rows: readonly HeldRow[];
}

interface HeldRows {
  tables: Readonly<Record<string, Stay>>;
}

export const useHeldRows = create<HeldRows>(() => ({ tables: {} }));

/** Pages name the records to leave out in their address, which cannot be of any length. */
export const HELD_LIMIT = 200;

/** Editors that were opened before the record had its id still speak of it by its key. */
const ids = new Map<string, string>();

const NONE: readonly HeldRow[] = [];
export const rowsOf =
  (tableId: string, scope: string) =>
  ({ tables }: HeldRows): readonly HeldRow[] => {
    const stay = tables[tableId];
    return stay?.scope === scope ? stay.rows : NONE;
  };

const unsavedOf = (rows: readonly HeldRow[]) => rows.filter((row) => row.state !== "saved");

/** Changes the rows of one table, or of all. */
function changeRows(change: (rows: readonly HeldRow[]) => readonly HeldRow[], tableId?: string): void {
  useHeldRows.setState(({ tables }) => ({
    tables: Object.fromEntries(
      Object.entries(tables).map(([id, stay]) =>
        tableId === undefined || id === tableId ? [id, { ...stay, rows: change(stay.rows) }] : [id, stay],
      ),
    ),
  }));
}

export function hold(tableId: string, scope: string, required: readonly string[], fields: CellValues): HeldRow {
  enter(tableId, scope);
  const key = `new_${crypto.randomUUID()}`;
  const now = new Date().toISOString();
  const record = { id: key, no: 0, fields, createdTime: now, modifiedTime: now, version: 0 };
  const state = "draft";
  const row = {
    key,
    clientKey: uuid7(),
    record,
    state,
    required,
    typecast: false,
    typed: false,
    matches: true,
  } as const;
  changeRows((rows) => [...rows, row], tableId);
  return row;
}

/** Shows the table in this scope. Saved records of its last one go to their places, the others come along. */
export function enter(tableId: string, scope: string): void {
  const { tables } = useHeldRows.getState();
  const stay = tables[tableId];
  if (stay?.scope === scope) return;
  useHeldRows.setState({ tables: { ...tables, [tableId]: { scope, rows: unsavedOf(stay?.rows ?? NONE) } } });
}

/** Sends the saved records to the places that the view gives them. */
export function release(tableId: string): void {
  changeRows(unsavedOf, tableId);
}

/** Throws away what was not sent. What is on its way to the server stays: it may come back refused. */
export function discard(tableId: string): void {
  changeRows((rows) => rows.filter((row) => row.state !== "draft"), tableId);
}

/** Whether leaving would lose what was typed; closing the page also ends what is under way. */
export function hasUnsaved(tableId: string, closing: boolean): boolean {
  const rows = useHeldRows.getState().tables[tableId]?.rows ?? NONE;
  return unsavedOf(rows).some((row) => row.typed || (closing && row.state === "saving"));
}

export function drop(gone: ReadonlySet<string>): void {
  changeRows((rows) => rows.filter((row) => !gone.has(row.key) && !gone.has(row.record.id)));
}

export function changeHeld(id: string, change: (row: HeldRow) => HeldRow): void {
  const row = findHeld(id);
  const next = row && change(row);
  if (next === row) return;
  changeRows((rows) => rows.map((each) => (each === row && next ? next : each)));
}

export function findHeld(id: string): HeldRow | undefined {
  const { tables } = useHeldRows.getState();
  for (const { rows } of Object.values(tables)) {
    const found = rows.find((row) => row.record.id === id || row.key === id);
    if (found) return found;
  }
  return undefined;
}

export function become(key: string, record: DataRecord): void {
  ids.set(key, record.id);
  changeHeld(key, (row) => ({ ...row, record, state: "saved" }));
}

/** The opposite of `become`, once the record was taken back: the row is again what it was. */
export function putBack(row: HeldRow): void {
  ids.delete(row.key);
  changeHeld(row.key, (now) => ({ ...row, clientKey: now.state === "saved" ? uuid7() : now.clientKey }));
}

/** The server's id of a record that may have been made a moment ago. */
export function realId(id: string): string {
  return ids.get(id) ?? id;
}

function savedIds(tableId: string, scope: string): string[] {
  const rows = rowsOf(tableId, scope)(useHeldRows.getState());
  return rows.flatMap((row) => (row.state === "saved" ? [row.record.id] : []));
}

/** Pages leave these records out, as they stand at the end. */
export function heldIds(tableId: string, scope: string): string[] {
  return savedIds(tableId, scope).slice(-HELD_LIMIT);
}

/** The oldest records beyond the limit: pages have them again, so they need not be held any more. */
export function surplusIds(tableId: string, scope: string): string[] {
  return savedIds(tableId, scope).slice(0, -HELD_LIMIT);
}

/** The required fields that still lack a value. */
export function missing(row: HeldRow): string[] {
  const { fields } = row.record;
  return row.required.filter((id) => fields[id] === undefined || fields[id] === null || fields[id] === "");
}
