import { expect, test } from "vitest";
import { timeZone, weekStart } from "./reader";

test.each([
  ["en-US", "sunday"],
  ["el-GR", "monday"],
  ["de", "monday"],
  ["", "monday"],
])("weeks of %s begin on %s", (language, day) => {
  expect(weekStart(language)).toBe(day);
});

test("the time zone is a name that the server knows", () => {
  expect(timeZone()).toMatch(/^[A-Z][A-Za-z_]+(\/[A-Za-z_+-]+)*$/);
});
