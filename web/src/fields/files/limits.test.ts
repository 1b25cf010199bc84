import { expect, test } from "vitest";
import { limitsOf, mayFit, refusal } from "./limits";

const png = { name: "cat.PNG", type: "image/png", size: 100 };

test("settings of an unexpected form are no limits", () => {
  expect(limitsOf({ config: { maxFiles: "3", maxSize: 0, accept: [] } })).toEqual({
    maxFiles: null,
    maxSize: null,
    accept: null,
  });
});

test.each([
  [null, png, true],
  [["image/*"], png, true],
  [["image/png"], png, true],
  [["image/jpeg"], png, false],
  [[".png"], png, true],
  [[".csv"], png, false],
  // The browser knows no type: the server decides by the bytes, unless only endings are taken.
  [["application/vnd.rar"], { name: "a.rar", type: "" }, true],
  [[".csv"], { name: "a.rar", type: "" }, false],
] as const)("%j and %j: %s", (accept, file, fits) => {
  expect(mayFit(accept, file)).toBe(fits);
});

test.each([
  [{ maxFiles: 2, maxSize: null, accept: null }, 2, null],
  [{ maxFiles: 2, maxSize: null, accept: null }, 3, "tooMany"],
  [{ maxFiles: null, maxSize: 99, accept: null }, 1, "tooLarge"],
  [{ maxFiles: null, maxSize: 100, accept: null }, 1, null],
  [{ maxFiles: null, maxSize: null, accept: ["audio/*"] }, 1, "notAccepted"],
] as const)("%j, as file %i: %s", (limits, place, why) => {
  expect(refusal(limits, png, place)).toBe(why);
});
