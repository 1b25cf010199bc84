import type { DataEditorRef, GridSelection, Item } from "@glideapps/glide-data-grid";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { RecordGridProps } from "./types";

interface FileContext {
  editor: RefObject<DataEditorRef | null>;
  frame: RefObject<HTMLElement | null>;
  selection: GridSelection;
  /** Of the highlight, with its transparency. */
  accent: string;
}

/** Opening a cell of files; files dropped on one, or pasted while one is selected. Other cells leave them to nobody. */
export function useGridFileEvents(props: RecordGridProps, { editor, frame, selection, accent }: FileContext) {
  const [over, setOver] = useState<Item>();
  const { columns, rowCount, getCell, onFiles, onOpenFiles } = props;

  function columnAt([col, row]: Item): string | null {
    const column = columns[col];
    const content = column && row < rowCount ? getCell(column.id, row) : null;
    return column && content?.paint.kind === "files" && !content.readOnly ? column.id : null;
  }

  const onPaste = useRef<(event: ClipboardEvent) => void>(() => {});
  onPaste.current = (event) => {
    const at = selection.current?.cell;
    const files = [...(event.clipboardData?.files ?? [])];
    const here = frame.current?.contains(document.activeElement);
    const columnId = here && files.length > 0 && at ? columnAt(at) : null;
    if (!at || columnId === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    onFiles(columnId, at[1], files);
  };
  // Earlier than the grid's own listener, which knows text only; that one is added after layout.
  useLayoutEffect(() => {
    const listen = (event: ClipboardEvent) => onPaste.current(event);
    window.addEventListener("paste", listen, true);
    return () => window.removeEventListener("paste", listen, true);
  }, []);

  return {
    open: ([col, row]: Item) => {
      const at = editor.current?.getBounds(col, row);
      const column = columns[col];
      if (at && column) onOpenFiles(column.id, row, new DOMRect(at.x, at.y, at.width, at.height));
    },
    /** The cell that would take what is dragged over it. */
    highlights: over && [{ color: accent, range: { x: over[0], y: over[1], width: 1, height: 1 } }],
    onDragOverCell: (at: Item, data: DataTransfer | null) => {
      const takes = columnAt(at) !== null;
      if (data) data.dropEffect = takes ? "copy" : "none";
      setOver((now) => (takes ? (now?.[0] === at[0] && now[1] === at[1] ? now : at) : undefined));
    },
    onDragLeave: () => setOver(undefined),
    onDrop: (at: Item, data: DataTransfer | null) => {
      setOver(undefined);
      const columnId = columnAt(at);
      const files = [...(data?.files ?? [])];
      if (columnId !== null && files.length > 0) onFiles(columnId, at[1], files);
    },
  };
}
