import { expect, test } from "vitest";
import { isNarrowed, queryOf, readFilters, writeFilters } from "./filters";

const NOTHING = { actor: "", action: "", base: "", outcome: "", from: "", to: "", request: "" };

test("filters stand in the address and come back from it", () => {
  const filters = { ...NOTHING, actor: "usr_1", action: "view", from: "2026-11-01" };
  expect(readFilters(writeFilters(filters))).toEqual(filters);
  expect(writeFilters(NOTHING).toString()).toBe("");
  expect([isNarrowed(filters), isNarrowed(NOTHING)]).toEqual([true, false]);
});

test.each(["yesterday", "2026-13-45", "2026-11-1"])("a day that is none is not asked for: %s", (day) => {
  expect(readFilters(new URLSearchParams({ from: day }))).toEqual(NOTHING);
});

test("both days belong to the range, as the reader counts days", () => {
  const asked = queryOf({ ...NOTHING, outcome: "refused", from: "2026-11-01", to: "2026-11-01" });
  expect(asked).toEqual({
    outcome: "refused",
    from: new Date(2026, 10, 1).toISOString(),
    to: new Date(2026, 10, 2).toISOString(),
  });
  expect(queryOf(NOTHING)).toEqual({});
});
