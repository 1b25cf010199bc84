import { beforeAll, describe, expect, test } from "vitest";
import type { Field } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { errorOf } from "./cellError";
import { aggregatesOf } from "./config/aggregates";
import { OPERATORS } from "./filter/operators";
import { fieldType, isEditable, kindOf } from "./registry";

const at = { theme: "light", primary: false } as const;
const paint = (value: unknown, of: Field) => fieldType(of.type).paint(value, of, at);
const text = (value: unknown, of: Field) => fieldType(of.type).text(value, of);

const made = (type: "lookup" | "rollup", result: Record<string, unknown>) =>
  field("d", type, { result: { config: {}, many: false, ...result } });
const formula = (result: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  field("f", "formula", { expression: "1", result, ...more });

beforeAll(startI18n);

describe("lookups", () => {
  test("list their values in the format of the field they look at", () => {
    const prices = made("lookup", { kind: "number", many: true, type: "number", config: { precision: 2 } });
    expect(text([1, 2.5], prices)).toBe("1.00, 2.50");
    expect(paint([1, 2.5], prices)).toMatchObject({ kind: "text", text: "1.00, 2.50" });
    expect(text(null, prices)).toBe("");
    expect(paint(null, prices)).toMatchObject({ kind: "text", text: "" });
  });

  test("show options by name and people as such", () => {
    const options = [
      { id: "opt_1", name: "Open", color: "green" },
      { id: "opt_2", name: "Shut", color: "red" },
    ];
    const states = made("lookup", { kind: "option", many: true, type: "multiSelect", config: { options } });
    expect(text(["opt_1", "opt_2"], states)).toBe("Open, Shut");
    expect(paint(["opt_1", "opt_2"], states)).toMatchObject({
      kind: "pills",
      pills: [{ text: "Open" }, { text: "Shut" }],
    });
    const people = made("lookup", { kind: "user", many: true, type: "user" });
    expect(text([{ id: "usr_1", name: "Ada" }], people)).toBe("Ada");
    expect(paint([{ id: "usr_1", name: "Ada" }], people)).toMatchObject({ kind: "pills", pills: [{ text: "Ada" }] });
  });

  test("of files show them", () => {
    const files = made("lookup", { kind: "file", many: true, type: "attachment" });
    const value = [{ id: "att_1", version: 1, name: "a.png", type: "image/png", size: 1, url: "/a", thumbnails: null }];
    expect(text(value, files)).toBe("a.png");
    expect(paint(value, files)).toEqual({ kind: "files", files: [{ name: "a.png", mark: "PNG", image: null }] });
    expect(kindOf(files)).toBe("file");
  });

  test("of kinds that this page does not know stay readable", () => {
    const later = made("lookup", { kind: "hologram", many: true, type: "hologram" });
    expect(text([{ url: "a" }], later)).toBe('{"url":"a"}');
    expect(kindOf(later)).toBe("json");
  });
});

test("a rollup is painted as what comes out", () => {
  const total = made("rollup", { kind: "number", type: "currency", config: { currency: "EUR", precision: 2 } });
  expect(paint(12.5, total)).toMatchObject({ kind: "text", text: "€12.50", align: "right", tabular: true });
  expect(paint(true, made("rollup", { kind: "boolean", type: "checkbox" }))).toEqual({ kind: "check", checked: true });
  expect(paint(3.5, made("rollup", { kind: "number", type: "rating" }))).toMatchObject({ text: "3.5", align: "right" });
});

test("a count is a whole number", () => {
  const count = field("c", "count", { linkField: "fld_1" });
  expect(paint(1200, count)).toMatchObject({ text: "1,200", align: "right" });
  expect(text(0, count)).toBe("0");
  expect(kindOf(count)).toBe("number");
});

describe("formulas", () => {
  test("are shown by their result and format", () => {
    expect(paint(0.125, formula({ kind: "number" }, { format: { percent: true } }))).toMatchObject({
      text: "12.5\u00a0%",
      align: "right",
    });
    expect(text(3, formula({ kind: "number" }, { format: { currency: "EUR" } }))).toBe("€3.00");
    expect(text(3, formula({ kind: "number" }, { format: { precision: 1 } }))).toBe("3.0");
    expect(paint("a", formula({ kind: "text" }))).toMatchObject({ kind: "text", text: "a" });
    expect(paint(false, formula({ kind: "boolean" }))).toEqual({ kind: "check", checked: false });
    expect(text([1, null, 2], formula({ kind: "number", many: true }))).toBe("1, , 2");
  });

  test("that a lookup looks at keep their format", () => {
    const share = made("lookup", {
      kind: "number",
      many: true,
      type: "formula",
      config: { expression: "1", format: { percent: true, precision: 0 } },
    });
    expect(text([0.5, 0.25], share)).toBe("50\u00a0%, 25\u00a0%");
  });

  test("that failed show the code in a colour of its own, and what it means", () => {
    const failed = { error: "#DIV/0", message: "Division by zero." };
    const painted = paint(failed, formula({ kind: "number" }));
    expect(painted).toMatchObject({ kind: "text", text: "#DIV/0", note: "Division by zero." });
    expect(painted).toHaveProperty("ink", expect.stringMatching(/./));
    expect(text(failed, formula({ kind: "number" }))).toBe("#DIV/0");
    expect(text([failed, 1], made("lookup", { kind: "number", many: true, type: "number" }))).toBe("#DIV/0, 1");
    expect(errorOf({ id: "usr_1", name: "Ada" })).toBeNull();
  });
});

test("what is worked out is never typed", () => {
  for (const type of ["lookup", "rollup", "count", "formula"] as const) {
    expect(isEditable(field("x", type)), type).toBe(false);
    expect(fieldType(type).Editor, type).toBeNull();
  }
});

test("filters ask a field by what comes out of it", () => {
  expect(kindOf(made("lookup", { kind: "date", many: true, type: "date" }))).toBe("dates");
  expect(kindOf(made("lookup", { kind: "option", many: true, type: "singleSelect" }))).toBe("options");
  expect(kindOf(made("rollup", { kind: "number", type: "number" }))).toBe("number");
  expect(kindOf(formula({ kind: "boolean" }))).toBe("boolean");
  expect(kindOf(field("t", "text"))).toBe("text");
  expect(OPERATORS.texts).toContain("countEquals");
  expect(OPERATORS.link).toContain("contains");
  expect(OPERATORS.link).not.toContain("containsWord");
});

test("a rollup is offered what the kind of its field can be made into", () => {
  expect(aggregatesOf("text")).not.toContain("sum");
  expect(aggregatesOf("numbers")[0]).toBe("sum");
  expect(aggregatesOf("date")).toContain("earliest");
  expect(aggregatesOf("json")).not.toContain("arrayUnique");
  expect(aggregatesOf("link")).toEqual([]);
});

test("an unknown type shows objects as JSON, and lets nobody type", () => {
  const later = field("z", "hologram" as Field["type"]);
  expect(text({ depth: 3 }, later)).toBe('{"depth":3}');
  expect(paint([{ depth: 3 }], later)).toMatchObject({ kind: "text", text: '{"depth":3}' });
  expect(isEditable(later)).toBe(false);
});
