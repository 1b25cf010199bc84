import type { DataEditorRef, GridCell, GridKeyEventArgs, Item, Rectangle } from "@glideapps/glide-data-grid";
import { type RefObject, useCallback, useRef } from "react";
import { isRecordCell, loadingCell } from "./cell";
import { starsOfKey } from "./stars";
import { noTypeAhead, PATIENCE_MS, type TypeAhead, takeKey } from "./typeAhead";
import type { RecordGridProps } from "./types";

interface GridKeysContext {
  editor: RefObject<DataEditorRef | null>;
  getCellContent: (at: Item) => GridCell;
  typeAhead: RefObject<TypeAhead>;
  /** The rows on the screen, and the columns that are not frozen. */
  region: RefObject<Rectangle>;
  canvas: RefObject<Element | null>;
}

function rowShows({ y, height }: Rectangle, row: number): boolean {
  return row >= y && row < y + height;
}

/** What our keys do before Glide's: opening editors, rating, ticking, opening and adding rows. */
export function useGridKeys(
  { rowCount, onEdit, onOpenRow, onAppendRow, isHeading, onHeading }: RecordGridProps,
  { editor, getCellContent, typeAhead, region, canvas }: GridKeysContext,
) {
  const reopening = useRef(false);

  /** Opens the editor of the selected cell, which must have bounds: whatever the key was, Glide opens one by Enter. */
  const open = useCallback(() => {
    reopening.current = true;
    canvas.current?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    reopening.current = false;
  }, [canvas]);

  /** Brings a cell back that was scrolled away, then opens it; what is typed meanwhile waits. */
  const openThere = useCallback(
    (col: number, row: number) => {
      editor.current?.scrollTo(col, row);
      const since = performance.now();
      let inView = 0;
      const look = () => {
        if (typeAhead.current.opening === null) return;
        // The scrolled rows are on the screen one frame after the region says so.
        const shows = rowShows(region.current, row) && editor.current?.getBounds(col, row) !== undefined;
        inView = shows ? inView + 1 : 0;
        if (inView > 1) open();
        else if (performance.now() - since > PATIENCE_MS) typeAhead.current = noTypeAhead();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    [editor, open, region, typeAhead],
  );

  return useCallback(
    (event: GridKeyEventArgs) => {
      const [col, row] = event.location ?? [];
      if (col === undefined || row === undefined) return;
      const cell = row < rowCount ? getCellContent([col, row]) : loadingCell;
      const target = event.rawEvent?.currentTarget;
      if (target) canvas.current = target;
      const idle = typeAhead.current.opening === null;
      const writable = isRecordCell(cell) && cell.allowOverlay && !reopening.current;
      const chord = event.ctrlKey || event.metaKey;
      const press = { key: event.key, shift: event.shiftKey, chord };
      if (writable && idle && !chord && cell.data.content.paint.kind === "stars") {
        const stars = starsOfKey(event.key, cell.data.content.paint.max);
        if (stars !== undefined) {
          event.cancel();
          event.preventDefault();
          onEdit([{ columnId: cell.data.columnId, rowKey: cell.data.content.rowKey, value: stars }]);
          return;
        }
      }
      if (writable && takeKey(typeAhead.current, press, performance.now())) {
        event.cancel();
        event.preventDefault();
        return;
      }
      if (chord) return;
      const opening = idle && typeAhead.current.opening;
      if (writable && opening && target) {
        event.cancel();
        event.preventDefault();
        // Glide opens no editor over a cell without bounds, and a misplaced one over a row that is scrolled away.
        if (event.bounds !== undefined && rowShows(region.current, row)) open();
        else openThere(col, row);
        return;
      }
      if ((event.key === "Enter" || event.key === " ") && !event.shiftKey && isHeading?.(row)) {
        event.cancel();
        event.preventDefault();
        onHeading?.(row);
      } else if (event.key === "Enter" && event.shiftKey) {
        event.cancel();
        event.preventDefault();
        onAppendRow?.();
      } else if (event.key === " " && !event.shiftKey && row < rowCount) {
        event.cancel();
        event.preventDefault();
        onOpenRow(row);
      } else if (event.key === "Enter" && row < rowCount) {
        if (!isRecordCell(cell) || cell.data.content.readOnly || cell.data.content.paint.kind !== "check") return;
        event.cancel();
        const { columnId, content } = cell.data;
        onEdit([{ columnId, rowKey: content.rowKey, value: !cell.data.content.paint.checked }]);
      }
    },
    [
      getCellContent,
      onEdit,
      onOpenRow,
      onAppendRow,
      isHeading,
      onHeading,
      rowCount,
      typeAhead,
      region,
      canvas,
      open,
      openThere,
    ],
  );
}
