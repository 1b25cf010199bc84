import { expect, test } from "vitest";
import { field } from "@/test-fields";
import { prefill } from "./prefill";

test("a new record takes what the filter says of it, but for titles of links", () => {
  const fields = [field("a", "text"), field("b", "link", { tableId: "tbl_2" }), field("c", "count")];
  const filters = fields.map((each, index) => ({ field: each.id, operator: "equals", value: `v${index}` }));
  expect(prefill({ conjunction: "and", filters }, fields)).toEqual({ a: "v0" });
  expect(prefill({ conjunction: "or", filters }, fields)).toEqual({});
});
