import { describe, expect, test } from "vitest";
import { field } from "@/test-fields";
import { parseNumber } from "./numbers";
import { FIELD_TYPES, fieldType } from "./registry";
import { webHref } from "./url";
import { fromZoned, toZoned } from "./zone";

describe("numbers as people type them", () => {
  test.each([
    ["1234.5", "en", 1234.5],
    ["1,234.5", "en", 1234.5],
    ["1.234,5", "de", 1234.5],
    ["1.234,5", "el", 1234.5],
    ["1 234,5", "fr", 1234.5],
    ["€ 1,000", "en", 1000],
    ["-3", "en", -3],
    [".5", "en", 0.5],
    ["1e3", "en", 1000],
    ["12 apples", "en", null],
    ["", "en", null],
    ["--1", "en", null],
    ["Infinity", "en", null],
  ])("%s in %s", (typed, language, expected) => {
    expect(parseNumber(typed, language)).toBe(expected);
  });
});

const status = field("s", "singleSelect", { options: [{ id: "o1", name: "Done", color: "green" }] });
const tags = field("t", "multiSelect", {
  options: [
    { id: "a", name: "A" },
    { id: "b", name: "B" },
  ],
});

test("text becomes a value, or stays text for the server to judge", () => {
  expect(fieldType("number").parse("abc", field("n", "number"))).toBe("abc");
  expect(fieldType("checkbox").parse("yes", field("c", "checkbox"))).toBe(true);
  expect(fieldType("checkbox").parse("0", field("c", "checkbox"))).toBe(false);
  expect(fieldType("singleSelect").parse("Done", status)).toBe("o1");
  expect(fieldType("singleSelect").parse("Later", status)).toBe("Later");
  expect(fieldType("multiSelect").parse("B, A,", tags)).toEqual(["b", "a"]);
});

test("a copied cell pastes back to the same value", () => {
  expect(fieldType("singleSelect").parse(fieldType("singleSelect").text("o1", status), status)).toBe("o1");
  expect(fieldType("multiSelect").parse(fieldType("multiSelect").text(["b", "a"], tags), tags)).toEqual(["b", "a"]);
});

const odd = [null, undefined, "", "text", 12.5, true, [], ["x"], {}, { name: "N" }, { error: "#DIV/0!" }, "2026-13-45"];
test.each(FIELD_TYPES.map((type) => [type.type, type] as const))(
  "%s paints any value without failing",
  (name, type) => {
    const some = field("f", name, type.defaultConfig());
    for (const value of odd) {
      expect(typeof type.text(value, some)).toBe("string");
      expect(type.paint(value, some, { theme: "dark", primary: false })).toHaveProperty("kind");
    }
  },
);

test("only web addresses become links", () => {
  expect(webHref("example.org/x")).toBe("https://example.org/x");
  expect(webHref("http://example.org")).toBe("http://example.org");
  expect(webHref("javascript:alert(1)")).toBeUndefined();
  expect(webHref("data:text/html,x")).toBeUndefined();
  expect(webHref("")).toBeUndefined();
});

describe("wall clock of a zone", () => {
  test.each([
    ["2026-01-15T10:00:00.000Z", "Europe/Athens", "2026-01-15T12:00"],
    ["2026-07-15T10:00:00.000Z", "Europe/Athens", "2026-07-15T13:00"],
    ["2026-07-15T02:30:00.000Z", "America/New_York", "2026-07-14T22:30"],
    ["2026-03-29T01:30:00.000Z", "Europe/Athens", "2026-03-29T04:30"],
  ])("%s in %s", (instant, zone, wall) => {
    expect(toZoned(instant, zone)).toBe(wall);
    expect(fromZoned(wall, zone)).toBe(instant);
  });

  test("what is no time stays out", () => {
    expect(fromZoned("soon", "Europe/Athens")).toBeNull();
    expect(toZoned("soon")).toBe("");
  });
});
