import { expect, test } from "vitest";
import { ApiError } from "@/api/errors";
import { placed } from "./formFaults";

const refusal = (faults: [string, string][], code = "invalid") =>
  new ApiError(
    422,
    { code, detail: "Refused.", errors: faults.map(([path, message]) => ({ path, code, message })) },
    null,
  );

test.each([
  [refusal([["name", "Too long."]]), { name: "Too long.", settings: {}, other: null }],
  [refusal([["config.filter.filters[0].value", "No."]]), { name: null, settings: { filter: "No." }, other: null }],
  [refusal([["config.aggregate", "Not of text."]]), { name: null, settings: {}, other: "Not of text." }],
  [refusal([["config", "Made of itself."]]), { name: null, settings: {}, other: "Made of itself." }],
  [refusal([], "name_taken"), { name: "Refused.", settings: {}, other: null }],
  [refusal([["config.filter", "Taken."]], "name_taken"), { name: null, settings: { filter: "Taken." }, other: null }],
  [refusal([], "several_links"), { name: null, settings: {}, other: "Refused." }],
])("what is wrong stands where it is: %#", (error, expected) => {
  expect(placed(error, ["linkField", "filter"])).toEqual(expected);
});
