import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { ApiError } from "@/api/errors";
import en from "@/i18n/messages/en.json";
import { field } from "@/test-fields";
import { cellFault, describeFault } from "./faults";

beforeAll(() =>
  i18next.init({ lng: "en", resources: { en: { translation: en } }, interpolation: { escapeValue: false } }),
);

const refused = (path: string, code = "invalid_value") =>
  new ApiError(422, { errors: [{ path, code, message: "the server's words" }] }, null);

test.each([
  ["records[2].fields.fld_1", { place: 2, fieldId: "fld_1" }],
  ["fields.fld_1", { place: 0, fieldId: "fld_1" }],
])("%s is a cell", (path, expected) => {
  expect(cellFault(refused(path))).toEqual({ ...expected, code: "invalid_value", message: "the server's words" });
});

test("what is wrong with the request is no cell", () => {
  expect(cellFault(refused("records"))).toBeNull();
  expect(cellFault(refused("records[0].fields.fld_1", "read_only_field"))).toBeNull();
  expect(cellFault(new ApiError(500, {}, null))).toBeNull();
});

test("the message names row, field, value and accepted form", () => {
  const fields = new Map([["n", field("n", "number", {}, { name: "Budget" })]]);
  const fault = { place: 0, fieldId: "n", message: "the server's words", code: "invalid_value" };
  expect(describeFault(i18next.t, fault, fields, { n: "abc" }, 3)).toBe(
    "Row 3, Budget: “abc” is not a number; write it like 1234.5",
  );
  expect(describeFault(i18next.t, fault, fields, undefined)).toBe("the server's words");
});

test.each([
  ["date", "1850-02-29", "“1850-02-29” names a day that does not exist"],
  ["datetime", "2005-02-30 09:30", "“2005-02-30 09:30” names a day that does not exist"],
  ["datetime", "2005-02-20 25:00", "“2005-02-20 25:00” names a time that does not exist; hours go from 00 to 23"],
  ["date", "soon", "“soon” is not a date; write it like 2005-03-04"],
] as const)("of a %s, %s", (type, value, reason) => {
  const fields = new Map([["d", field("d", type, {}, { name: "Due" })]]);
  const fault = { place: 0, fieldId: "d", message: "the server's words", code: "invalid_value" };
  expect(describeFault(i18next.t, fault, fields, { d: value })).toBe(`Due: ${reason}`);
});

test("a value that breaks a rule keeps the rule's words", () => {
  const fault = cellFault(refused("records[1].fields.n", "too_large"));
  expect(fault).toEqual({ place: 1, fieldId: "n", code: "too_large", message: "the server's words" });
  const fields = new Map([["n", field("n", "number", {}, { name: "Budget" })]]);
  if (fault) expect(describeFault(i18next.t, fault, fields, { n: "99" })).toBe("the server's words");
});
