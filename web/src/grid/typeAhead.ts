import type { Opening } from "./opening";

/**
 * Keys pressed between the one that opens a cell editor and the moment its input has the focus. The editor arrives in
 * a chunk of its own, so a fast typist (or a test) would lose them, or the grid would act on them.
 */
export interface TypeAhead {
  /** Null when no editor is opening. */
  opening: Opening | null;
  /** Enter or Tab came too: the editor saves as soon as it is there and the selection moves this way. */
  leave: readonly [-1 | 0 | 1, -1 | 0 | 1] | null;
  /** Escape came too: the editor closes without saving. */
  cancelled: boolean;
  since: number;
}

export interface Press {
  key: string;
  shift?: boolean;
  /** Ctrl or Command is held. */
  chord?: boolean;
}

/** An editor that has not opened by then never will. */
const PATIENCE_MS = 3000;

export function noTypeAhead(): TypeAhead {
  return { opening: null, leave: null, cancelled: false, since: 0 };
}

/** Takes a key pressed on the grid; true when it belongs to the editor that is opening and the grid must ignore it. */
export function takeKey(state: TypeAhead, { key, shift = false, chord = false }: Press, now: number): boolean {
  if (state.opening && now - state.since > PATIENCE_MS) Object.assign(state, noTypeAhead());
  if (!state.opening) {
    const typed = [...key].length === 1 && key !== " ";
    const opens = key === "F2" || (key === "Enter" && !shift);
    if (!chord && (typed || opens)) {
      Object.assign(state, noTypeAhead(), { opening: { replace: typed, keys: typed ? [key] : [] }, since: now });
    }
    return false;
  }
  if (chord || state.leave || state.cancelled) return true;
  if (key === "Enter") state.leave = [0, shift ? -1 : 1];
  else if (key === "Tab") state.leave = [shift ? -1 : 1, 0];
  else if (key === "Escape") state.cancelled = true;
  else state.opening = { ...state.opening, keys: [...state.opening.keys, key] };
  return true;
}
