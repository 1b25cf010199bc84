import type { GridMouseEventArgs } from "@glideapps/glide-data-grid";
import { useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { GridColumnSpec } from "./types";

const REST_MS = 400;

interface Note {
  text: string;
  x: number;
  y: number;
}

/** The description of a column, under its header, once the pointer has rested there. */
export function useHeaderNote(columns: readonly GridColumnSpec[]) {
  const [pointed, setPointed] = useState<Note | null>(null);
  const [shown, setShown] = useState<Note | null>(null);
  const onItemHovered = useCallback(
    (event: GridMouseEventArgs) => {
      const text = event.kind === "header" ? columns[event.location[0]]?.description : undefined;
      if (event.kind !== "header" || !text) return setPointed(null);
      const { x, y, height } = event.bounds;
      setPointed((now) => (now?.text === text && now.x === x ? now : { text, x, y: y + height }));
    },
    [columns],
  );
  useEffect(() => {
    const timer = setTimeout(() => setShown(pointed), pointed ? REST_MS : 0);
    return () => clearTimeout(timer);
  }, [pointed]);
  const note =
    shown &&
    createPortal(
      <div
        role="tooltip"
        style={{ left: Math.min(shown.x + 8, window.innerWidth - 296), top: shown.y + 4 }}
        className="pointer-events-none fixed z-50 max-w-72 rounded-md border border-line bg-raised px-2 py-1 text-sm break-words whitespace-pre-wrap text-text shadow-[var(--shadow)] motion-safe:animate-appear"
      >
        {shown.text}
      </div>,
      document.body,
    );
  return { onItemHovered, note };
}
