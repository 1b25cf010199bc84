import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { type Press, type TypeAhead, takeKey } from "./typeAhead";

type TextBox = HTMLInputElement | HTMLTextAreaElement;

function isTextBox(target: Element): target is TextBox {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** A key made by a script changes no text by itself. */
function typeInto(box: TextBox, key: string): void {
  const start = box.selectionStart ?? box.value.length;
  const end = box.selectionEnd ?? start;
  if ([...key].length === 1) box.setRangeText(key, start, end, "end");
  else if (key === "Backspace") box.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
  else return;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function pressOn(target: Element, { key, shift = false }: Press): void {
  const event = new KeyboardEvent("keydown", { key, shiftKey: shift, bubbles: true, cancelable: true });
  if (target.dispatchEvent(event) && isTextBox(target)) typeInto(target, key);
}

/**
 * Presses keys that waited for an editor, each where the one before it left the focus. Once one of them opens the next
 * editor, the others wait for that one.
 */
export function replay(keys: readonly Press[], typeAhead: RefObject<TypeAhead>, focused: () => Element | null): void {
  const waiting = [...keys];
  const takeWaiting = () => {
    while (typeAhead.current.opening && waiting[0]) {
      takeKey(typeAhead.current, waiting[0], performance.now());
      waiting.shift();
    }
  };
  takeWaiting();
  while (waiting.length > 0) {
    // Drawn before the next one, as the browser does between two real keys.
    flushSync(() => {
      const press = waiting.shift();
      const target = focused();
      if (press && target) pressOn(target, press);
      takeWaiting();
    });
  }
}
