/**
 * Keys pressed between the one that opens a cell editor and the moment its input has the focus. The editor arrives in
 * a chunk of its own, so a fast typist (or a test) would lose them.
 */
export interface TypeAhead {
  /** The text typed so far; null when no editor is opening. */
  text: string | null;
  /** Enter or Tab came too: the editor saves as soon as it is there and the selection moves this way. */
  leave: readonly [-1 | 0 | 1, -1 | 0 | 1] | null;
  since: number;
}

/** An editor that has not opened by then never will. */
const PATIENCE_MS = 3000;

export function noTypeAhead(): TypeAhead {
  return { text: null, leave: null, since: 0 };
}

/** Takes a key pressed on the grid; true when it belongs to the editor that is opening and the grid must ignore it. */
export function takeKey(state: TypeAhead, key: string, shift: boolean, now: number): boolean {
  if (state.text !== null && now - state.since > PATIENCE_MS) Object.assign(state, noTypeAhead());
  const printable = [...key].length === 1;
  if (state.text === null) {
    if (printable && key !== " ") Object.assign(state, { text: key, leave: null, since: now });
    return false;
  }
  if (state.leave) return true;
  if (printable) state.text += key;
  else if (key === "Backspace") state.text = state.text.slice(0, -1);
  else if (key === "Enter") state.leave = [0, shift ? -1 : 1];
  else if (key === "Tab") state.leave = [shift ? -1 : 1, 0];
  else if (key === "Escape") Object.assign(state, noTypeAhead());
  return true;
}
