import { expect, test } from "vitest";
import type { GridConfig } from "@/api/types";
import { field } from "@/test-fields";
import { moveColumn, orderedColumns, toGridColumns } from "./columns";
import { prefill } from "./prefill";

const fields = [
  field("name", "text", {}, { primary: true }),
  field("a", "text"),
  field("b", "text"),
  field("c", "text"),
];
const config = (columns: GridConfig["columns"]): GridConfig => ({
  filter: null,
  sorts: [],
  columns,
  rowHeight: "short",
});
const ids = (columns: { field: { id: string } }[]) => columns.map((column) => column.field.id);

test("the primary field is first, saved order follows, new fields come last", () => {
  const columns = orderedColumns(fields, config([{ field: "b" }, { field: "a" }, { field: "name" }]));
  expect(ids(columns)).toEqual(["name", "b", "a", "c"]);
});

test("columns of deleted fields are ignored and the primary cannot be hidden", () => {
  const columns = orderedColumns(
    fields,
    config([{ field: "gone" }, { field: "name", hidden: true }, { field: "a", hidden: true }]),
  );
  expect(columns.find((column) => column.field.id === "name")?.hidden).toBe(false);
  expect(columns.find((column) => column.field.id === "a")?.hidden).toBe(true);
  expect(ids(columns)).not.toContain("gone");
});

test("what is saved comes back the same", () => {
  const columns = orderedColumns(
    fields,
    config([
      { field: "c", width: 90 },
      { field: "a", hidden: true },
    ]),
  );
  expect(orderedColumns(fields, config(toGridColumns(columns)))).toEqual(columns);
});

test.each([
  [1, 3, ["name", "b", "c", "a"]],
  [3, 1, ["name", "c", "a", "b"]],
  [2, 2, ["name", "a", "b", "c"]],
])("moving column %i to %i", (from, to, expected) => {
  expect(ids(moveColumn(orderedColumns(fields, config([])), from, to))).toEqual(expected);
});

test("moving counts shown columns only", () => {
  const columns = orderedColumns(fields, config([{ field: "a", hidden: true }]));
  const shown = moveColumn(columns, 1, 2).filter((column) => !column.hidden);
  expect(ids(shown)).toEqual(["name", "c", "b"]);
});

test("a new record takes the values its filter demands", () => {
  const status = field("status", "singleSelect");
  const done = field("done", "checkbox");
  const all = [...fields, status, done, field("made", "createdTime", {}, { readOnly: true })];
  const filters = [
    { field: "status", operator: "equals", value: "o1" },
    { field: "done", operator: "equals", value: true },
    { field: "a", operator: "contains", value: "x" },
    { field: "made", operator: "equals", value: "2026-01-01" },
  ];
  expect(prefill({ conjunction: "and", filters }, all)).toEqual({ status: "o1", done: true });
  expect(prefill({ conjunction: "or", filters }, all)).toEqual({});
  expect(prefill(null, all)).toEqual({});
});
