import type { GridMouseEventArgs } from "@glideapps/glide-data-grid";
import { useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { CellContent } from "./paint";
import type { RecordGridProps } from "./types";

const REST_MS = 400;
/** As many file names as a note lists. */
const NAMES = 10;

interface Note {
  text: string;
  x: number;
  y: number;
}

function noteOf(content: CellContent | null): string | undefined {
  if (content?.paint.kind === "text") return content.paint.note;
  if (content?.paint.kind !== "files") return undefined;
  const names = content.paint.files.map((file) => file.name);
  return names.length > NAMES ? [...names.slice(0, NAMES), "…"].join("\n") : names.join("\n");
}

/** The grid hears the pointer through what is open above it. */
const covered = () => document.querySelector("[role=menu], [role=dialog]") !== null;

/** What a column is for, under its header, and what an error in a cell means, once the pointer has rested there. */
export function usePointedNote({ columns, getCell }: Pick<RecordGridProps, "columns" | "getCell">) {
  const [pointed, setPointed] = useState<Note | null>(null);
  const [shown, setShown] = useState<Note | null>(null);
  const onItemHovered = useCallback(
    (event: GridMouseEventArgs) => {
      if ((event.kind !== "header" && event.kind !== "cell") || covered()) return setPointed(null);
      const [col, row] = event.location;
      const column = columns[col];
      const text = event.kind === "header" ? column?.description : column && noteOf(getCell(column.id, row));
      if (!text) return setPointed(null);
      const { x, y, height } = event.bounds;
      setPointed((now) =>
        now?.text === text && now.x === x && now.y === y + height ? now : { text, x, y: y + height },
      );
    },
    [columns, getCell],
  );
  useEffect(() => {
    const timer = setTimeout(() => setShown(pointed), pointed ? REST_MS : 0);
    return () => clearTimeout(timer);
  }, [pointed]);
  useEffect(() => {
    // What a click or a key opens stands where the note would.
    const away = () => setPointed(null);
    window.addEventListener("pointerdown", away, { capture: true });
    window.addEventListener("keydown", away, { capture: true });
    return () => {
      window.removeEventListener("pointerdown", away, { capture: true });
      window.removeEventListener("keydown", away, { capture: true });
    };
  }, []);
  const note =
    shown &&
    createPortal(
      <div
        role="tooltip"
        style={{ left: Math.min(shown.x + 8, window.innerWidth - 296), top: shown.y + 4 }}
        className="pointer-events-none fixed z-50 max-w-72 rounded-md border border-line bg-raised px-2 py-1 text-sm break-words text-pretty whitespace-pre-wrap text-text shadow-[var(--shadow)] motion-safe:animate-appear"
      >
        {shown.text}
      </div>,
      document.body,
    );
  return { onItemHovered, note };
}
