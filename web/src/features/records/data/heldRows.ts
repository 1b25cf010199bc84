import { create } from "zustand";
import type { CellValues, DataRecord } from "@/api/types";

/**
 * A record made in this view. It stays last, where it was made, wherever the view's order and filter would put it,
 * until the view is left or refreshed.
 */
export interface HeldRow {
  /** Its id in the grid until the server has given one. */
  key: string;
  record: DataRecord;
  state: "draft" | "saving" | "saved";
  /** Fields that must have a value before the server takes it. */
  required: readonly string[];
  /** A value came as text that the server converts. */
  typecast: boolean;
  /** Whether the view's filter and search let it through, as far as the server has said. */
  matches: boolean;
}

interface HeldRows {
  /** The table and query that the rows were made in. */
  scope: string;
  rows: readonly HeldRow[];
}

export const useHeldRows = create<HeldRows>(() => ({ scope: "", rows: [] }));

/** Editors that were opened before the record had its id still speak of it by its key. */
const ids = new Map<string, string>();

const NONE: readonly HeldRow[] = [];
export const rowsOf = (scope: string) => (held: HeldRows) => (held.scope === scope ? held.rows : NONE);

export function hold(scope: string, required: readonly string[], fields: CellValues): HeldRow {
  const key = `new_${crypto.randomUUID()}`;
  const now = new Date().toISOString();
  const record = { id: key, no: 0, fields, createdTime: now, modifiedTime: now, version: 0 };
  const row: HeldRow = { key, record, state: "draft", required, typecast: false, matches: true };
  useHeldRows.setState((held) => ({ scope, rows: [...rowsOf(scope)(held), row] }));
  return row;
}

export function release(): void {
  useHeldRows.setState({ scope: "", rows: [] });
}

export function drop(gone: ReadonlySet<string>): void {
  useHeldRows.setState(({ rows }) => ({ rows: rows.filter((row) => !gone.has(row.key) && !gone.has(row.record.id)) }));
}

export function changeHeld(id: string, change: (row: HeldRow) => HeldRow): void {
  const row = findHeld(id);
  const next = row && change(row);
  if (next === row) return;
  useHeldRows.setState(({ rows }) => ({ rows: rows.map((each) => (each === row && next ? next : each)) }));
}

export function findHeld(id: string): HeldRow | undefined {
  return useHeldRows.getState().rows.find((row) => row.record.id === id || row.key === id);
}

export function become(key: string, record: DataRecord): void {
  ids.set(key, record.id);
  changeHeld(key, (row) => ({ ...row, record, state: "saved" }));
}

/** The server's id of a record that may have been made a moment ago. */
export function realId(id: string): string {
  return ids.get(id) ?? id;
}

/** Pages leave these records out, as they stand at the end. */
export function heldIds(scope: string): string[] {
  return rowsOf(scope)(useHeldRows.getState()).flatMap((row) => (row.state === "saved" ? [row.record.id] : []));
}

/** The required fields that still lack a value. */
export function missing(row: HeldRow): string[] {
  const { fields } = row.record;
  return row.required.filter((id) => fields[id] === undefined || fields[id] === null || fields[id] === "");
}
