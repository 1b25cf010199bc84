import { afterEach, expect, test } from "vitest";
import { replay } from "./replay";
import { noTypeAhead, type Press, takeKey } from "./typeAhead";

const presses = (keys: string[]): Press[] => keys.map((key) => ({ key }));

afterEach(() => document.body.replaceChildren());

/** A grid of one column: a letter opens an editor, which stands at once or only when the test says so. */
function stage(opensAtOnce: boolean) {
  const typeAhead = { current: noTypeAhead() };
  const saved: string[] = [];
  const seen: string[] = [];
  const canvas = document.body.appendChild(document.createElement("canvas"));
  let box: HTMLInputElement | null = null;
  const focused = () => box ?? canvas;
  const stand = () => {
    const { opening, rest } = typeAhead.current;
    typeAhead.current = noTypeAhead();
    box = document.body.appendChild(document.createElement("input"));
    box.value = opening?.keys.join("") ?? "";
    box.setSelectionRange(box.value.length, box.value.length);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      saved.push(box?.value ?? "");
      box?.remove();
      box = null;
    });
    replay(rest, typeAhead, focused);
  };
  canvas.addEventListener("keydown", (event) => {
    seen.push(event.shiftKey ? `Shift+${event.key}` : event.key);
    takeKey(typeAhead.current, { key: event.key, shift: event.shiftKey }, performance.now());
    if (typeAhead.current.opening && opensAtOnce) stand();
  });
  return { typeAhead, saved, seen, focused, stand };
}

test("values typed one after the other each reach an editor of their own", () => {
  const { typeAhead, saved, focused } = stage(true);
  replay(presses(["a", "1", "Enter", "b", "2", "Enter", "c", "Enter"]), typeAhead, focused);
  expect(saved).toEqual(["a1", "b2", "c"]);
});

test("keys wait, in order, for an editor that is slow to stand", () => {
  const { typeAhead, saved, focused, stand } = stage(false);
  replay(presses(["a", "1", "Enter", "b", "2", "Enter"]), typeAhead, focused);
  expect(saved).toEqual([]);
  // A key of the keyboard comes after those that wait.
  takeKey(typeAhead.current, { key: "c" }, performance.now());
  stand();
  expect(saved).toEqual(["a1"]);
  stand();
  expect(saved).toEqual(["a1", "b2"]);
  expect(typeAhead.current.opening?.keys).toEqual(["c"]);
});

test("keys that open nothing are the grid's, with their Shift", () => {
  const { typeAhead, seen, focused } = stage(true);
  replay([{ key: "ArrowDown" }, { key: "Enter", shift: true }, { key: "Home" }], typeAhead, focused);
  expect(seen).toEqual(["ArrowDown", "Shift+Enter", "Home"]);
});

test("an editor that stays open after Enter gets the text that follows", () => {
  const box = document.body.appendChild(document.createElement("input"));
  const inputs: string[] = [];
  box.addEventListener("input", () => inputs.push(box.value));
  replay(presses(["Enter", "a", "b", "Backspace", "c"]), { current: noTypeAhead() }, () => box);
  expect(inputs).toEqual(["a", "ab", "a", "ac"]);
});

test("with nowhere to press it a key is given up", () => {
  expect(() => replay(presses(["a"]), { current: noTypeAhead() }, () => null)).not.toThrow();
});
