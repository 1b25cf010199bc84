import { expect, test } from "vitest";
import { starsOfKey } from "./stars";

test.each([
  ["3", 5, 3],
  ["9", 5, 5],
  ["0", 5, null],
  ["a", 5, undefined],
  [" ", 5, undefined],
  ["F2", 5, undefined],
])("%s with at most %i stars", (key, max, expected) => {
  expect(starsOfKey(key, max)).toBe(expected);
});
