import { describe, expect, test } from "vitest";
import type { FilterGroup } from "@/api/types";
import { field } from "@/test-fields";
import { emptyOperand, fromFilter, isComplete, nestedGroups, newRow, toFilter } from "./draft";

const title = field("fld_title", "text");
const status = field("fld_status", "singleSelect", { options: [{ id: "o1", name: "Done" }] });
const due = field("fld_due", "date");
const done = field("fld_done", "checkbox");
const fields = [title, status, due, done];

const row = (operator: string, value: unknown, id = title.id) => ({ key: 1, field: id, operator, value });

describe("completeness", () => {
  test.each([
    ["text without a value", row("contains", null), false],
    ["text with a value", row("contains", "a"), true],
    ["zero is a value", row("equals", 0), true],
    ["false is a value", row("equals", false, done.id), true],
    ["empty needs no value", row("isEmpty", null), true],
    ["no choice picked", row("in", []), false],
    ["one choice picked", row("in", ["o1"]), true],
    ["half a range", row("between", [1, null]), false],
    ["a range", row("between", [1, 5]), true],
    ["a period", row("within", { mode: "thisWeek" }), true],
    ["a count of days is missing", row("within", { mode: "pastDays" }), false],
    ["past 7 days", row("within", { mode: "pastDays", count: 7 }), true],
  ])("%s", (_name, filterRow, complete) => {
    expect(isComplete(filterRow)).toBe(complete);
  });
});

test("half-written rows are left out, and nothing left is no filter", () => {
  expect(toFilter({ conjunction: "or", rows: [row("contains", "a"), row("equals", "")] })).toEqual({
    conjunction: "or",
    filters: [{ field: title.id, operator: "contains", value: "a" }],
  });
  expect(toFilter({ conjunction: "and", rows: [row("contains", null)] })).toBeNull();
});

test("operators without an operand carry no value", () => {
  expect(toFilter({ conjunction: "and", rows: [row("isEmpty", "left over")] })?.filters).toEqual([
    { field: title.id, operator: "isEmpty" },
  ]);
});

test("a stored filter comes back the same, nested groups included", () => {
  const stored: FilterGroup = {
    conjunction: "and",
    filters: [
      { field: status.id, operator: "equals", value: "o1" },
      { field: due.id, operator: "isNotEmpty" },
      { conjunction: "or", filters: [{ field: title.id, operator: "contains", value: "x" }] },
    ],
  };
  expect(toFilter(fromFilter(stored, fields), nestedGroups(stored))).toEqual(stored);
});

test("fields named by name are found", () => {
  const named = field("fld_x", "text", {}, { name: "Due date" });
  const filter: FilterGroup = { conjunction: "and", filters: [{ field: "Due date", operator: "isEmpty" }] };
  expect(fromFilter(filter, [named]).rows[0]?.field).toBe("fld_x");
});

test("a new row starts with the first operator of its kind", () => {
  expect(newRow(title)).toMatchObject({ operator: "contains", value: null });
  expect(newRow(done)).toMatchObject({ operator: "equals", value: true });
  expect(emptyOperand(due, "within")).toEqual({ mode: "thisWeek" });
  expect(emptyOperand(status, "in")).toEqual([]);
});
