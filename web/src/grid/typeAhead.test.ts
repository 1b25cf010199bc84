import { expect, test } from "vitest";
import { noTypeAhead, takeKey } from "./typeAhead";

function type(keys: string[], step = 10) {
  const state = noTypeAhead();
  const taken = keys.map((key, index) => takeKey(state, key, false, index * step));
  return { state, taken };
}

test("the first key opens the editor, the others wait for it", () => {
  const { state, taken } = type(["h", "e", "l", "l", "o"]);
  expect(taken).toEqual([false, true, true, true, true]);
  expect(state.text).toBe("hello");
});

test("a space opens nothing, inside a word it belongs to it", () => {
  expect(type([" "]).state.text).toBeNull();
  expect(type(["a", " ", "b"]).state.text).toBe("a b");
});

test("Enter and Tab end the text and say where to go", () => {
  expect(type(["4", "2", "Enter", "9"]).state).toMatchObject({ text: "42", leave: [0, 1] });
  expect(type(["4", "Tab"]).state.leave).toEqual([1, 0]);
});

test("Backspace corrects and a pair of surrogates is one letter", () => {
  expect(type(["a", "b", "Backspace", "😀"]).state.text).toBe("a😀");
});

test("arrow keys alone are the grid's", () => {
  expect(type(["ArrowDown", "Enter"]).taken).toEqual([false, false]);
});

test("an editor that never opened does not swallow keys for ever", () => {
  expect(type(["a", "b"], 5000).taken).toEqual([false, false]);
});
