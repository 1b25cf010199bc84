import { create } from "zustand";

const KEY = "dataos.undone";

function stored(): number {
  try {
    return Number(sessionStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
}

interface UndoState {
  /** How many undos of this tab can be redone, as far as the page knows. Anything else that is written ends that. */
  undone: number;
  set: (undone: number) => void;
}

export const useUndoState = create<UndoState>((set) => ({
  undone: stored(),
  set: (undone) => {
    set({ undone: Math.max(0, undone) });
    try {
      sessionStorage.setItem(KEY, String(Math.max(0, undone)));
    } catch {
      // Storage can be blocked; after a reload redo then waits for the next undo.
    }
  },
}));
