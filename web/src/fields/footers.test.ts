import { beforeAll, expect, test } from "vitest";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { footerNote, footersOf, footerText } from "./footers";

beforeAll(startI18n);

const money = field("f", "currency", { currency: "EUR", precision: 2 });
const whole = field("f", "number", { precision: 0 });
const rated = field("f", "rating", { max: 5 });
const held = field("f", "attachment");
const day = field("f", "date");
const sums = field("f", "rollup", {
  result: { kind: "number", many: false, type: "currency", config: { currency: "EUR", precision: 2 } },
});

test.each([
  [money, "sum", 1234.5, "€1,234.50"],
  [money, "avg", 0.125, "€0.13"],
  [whole, "sum", 12345, "12,345"],
  [whole, "avg", 2.5, "2.50"],
  [whole, "percentFilled", 66.6667, "66.7%"],
  [whole, "countDistinct", 1200, "1,200"],
  [whole, "variance", 1.23456, "1.23"],
  [rated, "avg", 3.5, "3.5"],
  [rated, "sum", 250, "250"],
  [day, "latest", "2026-03-04", "Mar 4, 2026"],
  [day, "dayRange", 31, "31"],
  [held, "totalSize", 3_400_000, "3.4 MB"],
  [held, "totalSize", 812, "812 bytes"],
  [held, "fileCount", 1200, "1,200"],
  [sums, "max", 10, "€10.00"],
  [whole, "avg", null, "–"],
  [whole, "sum", { error: "#NUM!", message: "Too large." }, "#NUM!"],
] as const)("%# %s of it is written as its field is", (of, fn, value, expected) => {
  expect(footerText(of, { fn }, value)).toBe(expected);
});

test("deciles are short in their place and told one by one beside it", () => {
  const tenths = [1.5, 2, 3, 4, 5, 6, 7, 8, 9.25];
  expect(footerText(whole, { fn: "deciles" }, tenths)).toBe("2 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9");
  expect(footerText(rated, { fn: "deciles" }, tenths)).toMatch(/^1\.5 · 2 · /);
  expect(footerText(field("f", "number"), { fn: "deciles" }, tenths)).toMatch(/^1\.50 · 2\.00 · /);
  expect(footerText(money, { fn: "deciles" }, null)).toBe("–");
  const told = footerNote(money, { fn: "deciles" }, tenths)?.split("\n");
  expect(told).toHaveLength(9);
  expect(told?.[0]).toBe("10% up to €1.50");
  expect(told?.[8]).toBe("90% up to €9.25");
  expect(footerNote(money, { fn: "sum" }, 3)).toBeUndefined();
});

test("each kind is offered what it can be asked", () => {
  expect(footersOf(whole)).toEqual(expect.arrayContaining(["sum", "percentile", "percentUnique"]));
  expect(footersOf(day)).not.toContain("sum");
  expect(footersOf(field("f", "checkbox"))).toEqual([
    "checked",
    "unchecked",
    "percentChecked",
    "percentUnchecked",
    "distribution",
  ]);
  expect(footersOf(field("f", "link"))).toEqual(["filled", "empty", "percentFilled", "percentEmpty", "distribution"]);
  expect(footersOf(field("f", "number", {}, { encrypted: true }))).not.toContain("distribution");
  expect(footersOf(held)).toEqual(expect.arrayContaining(["fileCount", "totalSize", "filled"]));
  expect(footersOf(held)).not.toContain("countDistinct");
  expect(footersOf(field("f", "button"))).toEqual([]);
});
