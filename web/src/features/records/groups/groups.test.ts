import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import type { GroupBy, GroupEntry } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { bucketEnd, groupFilter } from "./groupFilter";
import { groupLabel } from "./groupLabel";
import { layOut, OPEN, pathOf, stretchAt, stretchesBetween, toggled } from "./layout";

beforeAll(startI18n);

const entry = (count: number, ...keys: GroupEntry["keys"]): GroupEntry => ({ keys, count, aggregates: [] });

const TWO = [entry(6), entry(4, "a"), entry(3, "a", 1), entry(1, "a", 2), entry(2, null), entry(2, null, 1)];

const told = (folding = OPEN) =>
  layOut(TWO, 2, folding).stretches.map(({ kind, first, rows, path }) => `${first}+${rows} ${kind} ${path}`);

describe("rows of a grouped view", () => {
  test("headings come before what is in them", () => {
    expect(told()).toEqual([
      '0+1 heading ["a"]',
      '1+1 heading ["a",1]',
      '2+3 records ["a",1]',
      '5+1 heading ["a",2]',
      '6+1 records ["a",2]',
      "7+1 heading [null]",
      "8+1 heading [null,1]",
      "9+2 records [null,1]",
    ]);
  });

  test("what is in a shut group has no rows", () => {
    expect(told(toggled(OPEN, pathOf(["a"])))).toEqual([
      '0+1 heading ["a"]',
      "1+1 heading [null]",
      "2+1 heading [null,1]",
      "3+2 records [null,1]",
    ]);
    expect(told(toggled(toggled(OPEN, '["a",1]'), '["a",1]'))).toEqual(told());
    const shut = { shut: true, except: new Set(['["a"]']) };
    expect(told(shut)).toEqual([
      '0+1 heading ["a"]',
      '1+1 heading ["a",1]',
      '2+1 heading ["a",2]',
      "3+1 heading [null]",
    ]);
  });

  test("errors stay shut, and a million records are one stretch", () => {
    const error = { error: "#NUM!", message: "" };
    const layout = layOut([entry(1_000_003), entry(3, error), entry(1_000_000, 1)], 1, OPEN);
    expect(layout.stretches.map((each) => each.rows)).toEqual([1, 1, 1_000_000]);
    expect(layout.rows).toBe(1_000_002);
    expect(stretchAt(layout, 999_999)?.kind).toBe("records");
    expect(stretchAt(layout, 1_000_002)).toBeUndefined();
  });

  test("rows are found in their stretches", () => {
    const layout = layOut(TWO, 2, OPEN);
    for (let row = 0; row < layout.rows; row++) {
      const found = stretchAt(layout, row);
      expect(found && found.first <= row && row < found.first + found.rows, String(row)).toBe(true);
    }
    expect(stretchesBetween(layout, 3, 5).map((each) => each.first)).toEqual([2, 5]);
    expect(stretchesBetween(layout, 0, 99)).toHaveLength(8);
    expect(stretchesBetween(layOut([], 1, OPEN), 0, 40)).toEqual([]);
  });
});

const by = (bucket?: GroupBy["bucket"]): GroupBy => ({ field: "f", direction: "asc", ...(bucket ? { bucket } : {}) });

test.each([
  ["singleSelect", {}, by(), "opt_1", { operator: "equals", value: "opt_1" }],
  ["multiSelect", {}, by(), ["opt_1", "opt_2"], { operator: "hasExactly", value: ["opt_1", "opt_2"] }],
  ["number", {}, by(), 0, { operator: "equals", value: 0 }],
  ["checkbox", {}, by(), false, { operator: "equals", value: false }],
  ["text", {}, by(), null, { operator: "isEmpty" }],
  ["user", {}, by(), { id: "usr_1", name: "Ada", email: "a@b.c" }, { operator: "equals", value: "usr_1" }],
  [
    "link",
    { cardinality: "manyToOne" },
    by(),
    [{ id: "rec_1", title: "X" }],
    { operator: "hasExactly", value: ["rec_1"] },
  ],
  ["date", {}, by("month"), "2024-02-01", { operator: "between", value: ["2024-02-01", "2024-02-29"] }],
] as const)("the records of a group of %s", (type, config, group, key, expected) => {
  const levels = [{ by: group as GroupBy, field: field("f", type, config) }];
  expect(groupFilter(null, levels, [key]).filters).toEqual([{ field: "f", ...expected }]);
});

test("the view's own filter stays one condition of all", () => {
  const own = { conjunction: "or" as const, filters: [{ field: "g", operator: "isEmpty" }] };
  const levels = [{ by: by(), field: field("f", "number") }];
  expect(groupFilter(own, levels, [1])).toEqual({
    conjunction: "and",
    filters: [own, { field: "f", operator: "equals", value: 1 }],
  });
});

test.each([
  ["2026-03-04", "day", "2026-03-04"],
  ["2026-12-28", "week", "2027-01-03"],
  ["2023-02-01", "month", "2023-02-28"],
  ["2026-10-01", "quarter", "2026-12-31"],
  ["2024-01-01", "year", "2024-12-31"],
] as const)("%s by %s ends on %s", (first, bucket, last) => {
  expect(bucketEnd(first, bucket)).toBe(last);
});

test.each([
  [field("f", "date"), by("month"), "2026-03-01", "March 2026"],
  [field("f", "date"), by("quarter"), "2026-07-01", "Q3 2026"],
  [field("f", "date"), by("week"), "2026-03-02", "Week of Mar 2, 2026"],
  [field("f", "checkbox"), by(), true, "checked"],
  [field("f", "text"), by(), null, "Empty"],
  [field("f", "number", { precision: 0 }), by(), 0, "0"],
  [field("f", "formula", { result: { kind: "number" } }), by(), { error: "#DIV/0!", message: "" }, "#DIV/0!"],
] as const)("%# is called", (of, group, key, label) => {
  expect(groupLabel(i18next.t, of, group, key).toLowerCase()).toBe(label.toLowerCase());
});
