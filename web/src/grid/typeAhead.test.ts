import { expect, test } from "vitest";
import { noTypeAhead, takeKey } from "./typeAhead";

function type(keys: string[], step = 10) {
  const state = noTypeAhead();
  const taken = keys.map((key, index) => takeKey(state, { key }, index * step));
  return { state, taken };
}

test("the first key opens the editor, the others wait for it", () => {
  const { state, taken } = type(["h", "e", " ", "Backspace"]);
  expect(taken).toEqual([false, true, true, true]);
  expect(state.opening).toEqual({ replace: true, keys: ["h", "e", " ", "Backspace"] });
});

test.each(["Enter", "F2"])("after %s no key reaches the grid and the text goes on", (opener) => {
  const { state, taken } = type([opener, "End", " ", "x", "ArrowDown", "Home"]);
  expect(taken).toEqual([false, true, true, true, true, true]);
  expect(state.opening).toEqual({ replace: false, keys: ["End", " ", "x", "ArrowDown", "Home"] });
});

test("a space, an arrow and Shift+Enter open nothing", () => {
  expect(type([" ", "ArrowDown", "Home"]).state.opening).toBeNull();
  const state = noTypeAhead();
  expect(takeKey(state, { key: "Enter", shift: true }, 0)).toBe(false);
  expect(takeKey(state, { key: "a", chord: true }, 0)).toBe(false);
  expect(state.opening).toBeNull();
});

test("a shortcut pressed while the editor opens is dropped", () => {
  const { state } = type(["Enter"]);
  expect(takeKey(state, { key: "End", chord: true }, 20)).toBe(true);
  expect(state.opening?.keys).toEqual([]);
});

test.each(["Enter", "Tab", "Escape"])("%s ends the text, and it and all that follows waits in order", (ending) => {
  const { state, taken } = type(["4", "2", ending, "9", "Backspace", "Enter", "1"]);
  expect(state.opening?.keys).toEqual(["4", "2"]);
  expect(state.rest.map((press) => press.key)).toEqual([ending, "9", "Backspace", "Enter", "1"]);
  expect(taken).toEqual([false, true, true, true, true, true, true]);
});

test("a waiting key remembers Shift", () => {
  const state = noTypeAhead();
  takeKey(state, { key: "a" }, 0);
  takeKey(state, { key: "Enter" }, 1);
  takeKey(state, { key: "Enter", shift: true }, 2);
  expect(state.rest).toEqual([
    { key: "Enter", shift: false },
    { key: "Enter", shift: true },
  ]);
});

test("an editor that never opened does not swallow keys for ever", () => {
  expect(type(["a", "b"], 30_000).taken).toEqual([false, false]);
});
