import { expect, test } from "vitest";
import type { Table } from "@/api/types";
import { lookingAt, mayChangeView, mayFill, mayManage, mayWrite } from "./ownAccess";

const open = { id: "fld_open" };
const other = { id: "fld_other" };
const view = { id: "viw_1" };

function table(level: Table["access"]["level"], more: Partial<Table["access"]> = {}): Table {
  return { access: { level, readOnly: [], editable: [], views: {}, ...more } } as unknown as Table;
}

test.each<[Table["access"]["level"], boolean, boolean]>([
  ["none", false, false],
  ["read", false, false],
  ["comment", false, false],
  ["edit", true, false],
  ["admin", true, true],
])("the level %s", (level, writes, manages) => {
  const told = table(level);
  expect([mayWrite(told), mayFill(told, open), mayChangeView(told, view)]).toEqual([writes, writes, writes]);
  expect(mayManage(told)).toBe(manages);
});

test("a field may be more or less open than its table", () => {
  const closed = table("edit", { readOnly: [open.id] });
  expect([mayFill(closed, open), mayFill(closed, other)]).toEqual([false, true]);
  const opened = table("read", { editable: [open.id] });
  expect([mayFill(opened, open), mayFill(opened, other)]).toEqual([true, false]);
});

test("so may a view", () => {
  expect(mayChangeView(table("read", { views: { viw_1: "edit" } }), view)).toBe(true);
  expect(mayChangeView(table("admin", { views: { viw_1: "read" } }), view)).toBe(false);
});

test("whoever looks as somebody else changes nothing", () => {
  const seen = lookingAt(table("read", { editable: [open.id], views: { viw_1: "edit" } }));
  expect([mayWrite(seen), mayFill(seen, open), mayChangeView(seen, view)]).toEqual([false, false, false]);
});
