import { describe, expect, test } from "vitest";
import type { FilterGroup } from "@/api/types";
import { field } from "@/test-fields";
import { emptyOperand, fromFilter, isComplete, newGroup, newRow, toFilter } from "./draft";

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
    ["even needs no value", row("isEven", null), true],
    ["no choice picked", row("in", []), false],
    ["one choice picked", row("in", ["o1"]), true],
    ["half a range", row("between", [1, null]), false],
    ["a range", row("between", [1, 5]), true],
    ["a period", row("within", { mode: "thisWeek" }), true],
    ["a count of days is missing", row("within", { mode: "pastDays" }), false],
    ["past 7 days", row("within", { mode: "pastDays", count: 7 }), true],
    ["a relative day", row("before", { mode: "today" }), true],
    ["days ago without a count", row("before", { mode: "daysAgo" }), false],
    ["days ago", row("before", { mode: "daysAgo", count: 3 }), true],
    ["no kind of file", row("hasType", null), false],
    ["a kind of file", row("hasType", "image"), true],
    ["no length", row("lengthLessThan", null), false],
    ["a length of none", row("lengthLessThan", 0), true],
  ])("%s", (_name, filterRow, complete) => {
    expect(isComplete(filterRow)).toBe(complete);
  });
});

test("half-written rows and empty groups are left out, and nothing left is no filter", () => {
  const rows = [row("contains", "a"), row("equals", ""), { key: 2, conjunction: "and" as const, rows: [] }];
  expect(toFilter({ key: 0, conjunction: "or", rows })).toEqual({
    conjunction: "or",
    filters: [{ field: title.id, operator: "contains", value: "a" }],
  });
  expect(toFilter({ key: 0, conjunction: "and", rows: [row("contains", null)] })).toBeNull();
});

test("operators without an operand carry no value", () => {
  const draft = { key: 0, conjunction: "and" as const, rows: [row("isEmpty", "left over")] };
  expect(toFilter(draft)?.filters).toEqual([{ field: title.id, operator: "isEmpty" }]);
});

test("a stored filter comes back the same, nested groups and how many must match included", () => {
  const stored: FilterGroup = {
    conjunction: "and",
    filters: [
      { field: status.id, operator: "equals", value: "o1" },
      { conjunction: "or", filters: [{ conjunction: "and", filters: [{ field: due.id, operator: "isNotEmpty" }] }] },
      { field: title.id, operator: "contains", value: "x", match: "every" },
      { field: due.id, operator: "before", value: { mode: "daysAgo", count: 3 } },
    ],
  };
  expect(toFilter(fromFilter(stored, fields))).toEqual(stored);
});

test("fields named by name are found", () => {
  const named = field("fld_x", "text", {}, { name: "Due date" });
  const filter: FilterGroup = { conjunction: "and", filters: [{ field: "Due date", operator: "isEmpty" }] };
  expect(fromFilter(filter, [named]).rows[0]).toMatchObject({ field: "fld_x" });
});

test("a new row starts with the first operator of its kind, a new group with the other word", () => {
  expect(newRow(title)).toMatchObject({ operator: "contains", value: null });
  expect(newRow(done)).toMatchObject({ operator: "equals", value: true });
  expect(emptyOperand(due, "within")).toEqual({ mode: "thisWeek" });
  expect(emptyOperand(due, "before")).toBeNull();
  expect(emptyOperand(status, "in")).toEqual([]);
  expect(newGroup({ key: 0, conjunction: "and", rows: [] }, title)).toMatchObject({ conjunction: "or" });
});
