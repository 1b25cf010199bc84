import { expect, test } from "vitest";
import type { Field } from "@/api/types";
import { asksTitles, firstConfig, wishOf } from "./wish";

const text = { id: "fld_1", type: "text", config: {} } as unknown as Field;
const link = {
  id: "fld_2",
  type: "link",
  config: { tableId: "tbl_1", cardinality: "manyToMany", symmetricFieldId: "fld_3" },
} as unknown as Field;

test("nothing is asked before the settings say enough", () => {
  expect(wishOf(text, "link", { tableId: "" }, true)).toBeNull();
  expect(wishOf(text, "lookup", { linkField: "fld_2", field: "" }, false)).toBeNull();
  expect(wishOf(text, "formula", { expression: "" }, false)).toBeNull();
  expect(wishOf(text, "formula", { expression: "1" }, false)).toEqual({ type: "formula", config: { expression: "1" } });
});

test("a new select leaves its options to the server, and one that stays says them", () => {
  const select = { id: "fld_4", type: "singleSelect", config: { options: [{ name: "a" }] } } as unknown as Field;
  expect(wishOf(text, "singleSelect", { options: [] }, false)).toEqual({ type: "singleSelect" });
  expect(wishOf(select, "singleSelect", firstConfig(select, "singleSelect"), false)?.config).toEqual(select.config);
});

test("only what becomes a link finds records by title", () => {
  expect(asksTitles(text, "link")).toBe(true);
  expect(wishOf(text, "link", { tableId: "tbl_1" }, true)?.createMissing).toBe(true);
  expect(asksTitles(link, "link")).toBe(false);
  expect(wishOf(link, "link", firstConfig(link, "link"), true)).toEqual({
    type: "link",
    config: { tableId: "tbl_1", cardinality: "manyToMany" },
    createMissing: false,
  });
});
