import { expect, test } from "vitest";
import { startText } from "./opening";

test.each([
  [[], "abc", 3],
  [["d"], "abcd", 4],
  [["End", " ", "d"], "abc d", 5],
  [["Home", "x", "ArrowRight", "y"], "xaybc", 3],
  [["ArrowLeft", "Backspace"], "ac", 1],
  [["Home", "Delete", "ArrowLeft", "End", "ArrowRight", "Shift"], "bc", 2],
  [["Backspace", "Backspace", "Backspace", "Backspace"], "", 0],
])("Enter and %j on abc", (keys, text, caret) => {
  expect(startText({ replace: false, keys }, "abc")).toEqual({ text, caret });
});

test("a typed character replaces what was there", () => {
  expect(startText({ replace: true, keys: ["x", "y"] }, "abc")).toEqual({ text: "xy", caret: 2 });
});

test("a pair of surrogates is one letter to the keys and two to the caret", () => {
  expect(startText({ replace: true, keys: ["a", "😀", "b", "Backspace"] }, "")).toEqual({ text: "a😀", caret: 3 });
});

test("without keys the text stays, with the caret behind it", () => {
  expect(startText(undefined, "abc")).toEqual({ text: "abc", caret: 3 });
});
