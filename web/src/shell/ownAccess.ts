import type { Base, Field, Table, View } from "@/api/types";

type Level = Table["access"]["level"];
type Told = Pick<Table, "access">;

const LEVELS: readonly Level[] = ["none", "read", "comment", "edit", "admin"];

function covers({ access }: Told, needed: Level): boolean {
  return LEVELS.indexOf(access.level) >= LEVELS.indexOf(needed);
}

/** Whether the reader makes, changes and deletes records of the table; a grant may say more or less than their role. */
export function mayWrite(table: Told): boolean {
  return covers(table, "edit");
}

/** Whether the reader changes the table's fields, and who may do what in it. */
export function mayManage(table: Told): boolean {
  return covers(table, "admin");
}

/** Whether the reader changes cells of the field, as far as cells of it can be changed at all. */
export function mayFill(table: Told, field: Pick<Field, "id">): boolean {
  const { readOnly, editable } = table.access;
  return mayWrite(table) ? !readOnly.includes(field.id) : editable.includes(field.id);
}

export function mayChangeView(table: Told, view: Pick<View, "id">): boolean {
  const own = table.access.views[view.id];
  return own === undefined ? mayWrite(table) : own === "edit";
}

/** Whether the base shows its trash to the reader. */
export function seesTrash({ role }: Pick<Base, "role">): boolean {
  return role === "creator" || role === "editor";
}

/** Whoever looks as somebody else changes nothing. */
export function lookingAt(table: Table): Table {
  return { ...table, access: { level: "read", readOnly: [], editable: [], views: {} } };
}
