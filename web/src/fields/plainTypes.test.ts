import { describe, expect, test } from "vitest";
import { field } from "@/test-fields";
import { shownUrl, storedUrl } from "./config/ButtonConfig";
import { DURATION_FORMATS, readDuration, writeDuration } from "./durationText";
import { readPlace, writePlace } from "./geo";
import { textOf } from "./masked";
import { dialHref } from "./phone";
import { filledUrl } from "./pressing";
import { fieldType } from "./registry";

describe("durations as people type them", () => {
  test.each([
    ["1:30", "h:mm", 5400],
    ["-1:30", "h:mm", -5400],
    ["90", "h:mm", 5400],
    ["90m", "h:mm", 5400],
    ["1h 30m", "h:mm", 5400],
    ["1.5h", "h:mm", 5400],
    ["2d", "h:mm", 172_800],
    ["1d 2:30", "d h:mm", 95_400],
    ["1:30", "h:mm:ss", 90],
    ["0:00:01.5", "h:mm:ss.S", 1.5],
    ["1:60", "h:mm", null],
    ["1:30.5", "h:mm", null],
    ["1h 2h", "h:mm", null],
    ["soon", "h:mm", null],
    ["", "h:mm", null],
  ] as const)("%s in %s", (typed, format, seconds) => {
    expect(readDuration(typed, format)).toBe(seconds);
  });

  test("what is written reads back, in every format", () => {
    for (const format of DURATION_FORMATS)
      for (const seconds of [0, 1, 59, 60, 3599.999, 5405, 86_400, 95_405.25, -0.5, -90_061])
        expect(readDuration(writeDuration(seconds, format), format), `${seconds} ${format}`).toBe(seconds);
  });
});

test("a percentage shows its sign and reads with or without it", () => {
  const share = field("p", "percent", { precision: 1 });
  expect(fieldType("percent").text(12.5, share)).toBe("12.5\u00a0%");
  expect(fieldType("percent").parse("12.5 %", share)).toBe(12.5);
  expect(fieldType("percent").text(null, share)).toBe("");
});

test("a place reads back from its text", () => {
  for (const place of [
    { lat: 52.52, lng: 13.405 },
    { lat: -1, lng: -2.5, label: "Home (old)" },
  ])
    expect(readPlace(writePlace(place))).toEqual(place);
  expect(readPlace("52.52° N, 13.4° E")).toBe("52.52° N, 13.4° E");
});

test("JSON is copied and pasted as JSON", () => {
  const data = field("j", "json");
  const { text, parse } = fieldType("json");
  for (const value of [{ a: [1, null] }, "text", 0, false, []]) expect(parse(text(value, data), data)).toEqual(value);
  expect(parse("{", data)).toBe("{");
  expect(parse("", data)).toBeNull();
});

test("people are copied by name, several with commas", () => {
  const ada = { id: "usr_1", name: "Ada", email: "ada@example.org" };
  expect(fieldType("user").text(ada, field("u", "user"))).toBe("Ada");
  expect(fieldType("multiUser").text([ada, { ...ada, name: "Bo" }], field("m", "multiUser"))).toBe("Ada, Bo");
  expect(fieldType("multiUser").parse("Ada; bo@example.org,", field("m", "multiUser"))).toEqual([
    "Ada",
    "bo@example.org",
  ]);
});

test("only what a telephone can dial becomes a link", () => {
  expect(dialHref("+30 (210) 123-4567 ext. 12")).toBe("tel:+302101234567");
  expect(dialHref("")).toBeUndefined();
  expect(dialHref("12")).toBeUndefined();
});

test("a button reads as its label", () => {
  const pay = field("f", "button", { label: "Pay now", action: null });
  expect(textOf(null, pay)).toBe("Pay now");
});

describe("a button's address", () => {
  const name = field("fld_a", "text", {}, { name: "Name" });
  const record = { fields: { fld_a: "a&b/ü c" } };

  test("takes the record's values, encoded", () => {
    expect(filledUrl("https://a.org/?q={fld_a}&x={Name}&y={Gone}", record, [name])).toBe(
      "https://a.org/?q=a%26b%2F%C3%BC%20c&x=a%26b%2F%C3%BC%20c&y=",
    );
  });

  test("is never a script", () => {
    expect(filledUrl("javascript:alert(1)", record, [name])).toBeNull();
    expect(filledUrl("{fld_a}", { fields: { fld_a: "javascript:alert(1)" } }, [name])).toBeNull();
  });

  test("names fields by name for people and by id where it is kept", () => {
    expect(storedUrl("https://a.org/{Name}/{Other}", [name])).toBe("https://a.org/{fld_a}/{Other}");
    expect(shownUrl("https://a.org/{fld_a}/{fld_zz}", [name])).toBe("https://a.org/{Name}/{fld_zz}");
  });
});
