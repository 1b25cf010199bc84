import type { Opening } from "./opening";

/**
 * Keys pressed between the one that opens a cell editor and the moment its input has the focus: the editor arrives in
 * a chunk of its own, and a cell that was scrolled away is brought back first. A fast typist (or a test) would lose
 * them, or the grid would act on them.
 */
export interface TypeAhead {
  /** Null when no editor is opening. */
  opening: Opening | null;
  /** From the Enter, Tab or Escape that ends the text on: pressed in this order once the editor stands. */
  rest: readonly Press[];
  since: number;
}

export interface Press {
  key: string;
  shift?: boolean;
  /** Ctrl or Command is held. */
  chord?: boolean;
}

/** An editor that has not opened by then never will; long enough for a chunk on a slow line. */
export const PATIENCE_MS = 20_000;

const ENDING = new Set(["Enter", "Tab", "Escape"]);

export function noTypeAhead(): TypeAhead {
  return { opening: null, rest: [], since: 0 };
}

/** Takes a key pressed on the grid; true when it waits for the editor that is opening and the grid must ignore it. */
export function takeKey(state: TypeAhead, press: Press, now: number): boolean {
  const { key, shift = false, chord = false } = press;
  if (state.opening && now - state.since > PATIENCE_MS) Object.assign(state, noTypeAhead());
  if (!state.opening) {
    const typed = [...key].length === 1 && key !== " ";
    const opens = key === "F2" || (key === "Enter" && !shift);
    if (!chord && (typed || opens)) {
      Object.assign(state, noTypeAhead(), { opening: { replace: typed, keys: typed ? [key] : [] }, since: now });
    }
    return false;
  }
  if (chord) return true;
  if (state.rest.length > 0 || ENDING.has(key)) state.rest = [...state.rest, { key, shift }];
  else state.opening = { ...state.opening, keys: [...state.opening.keys, key] };
  return true;
}
