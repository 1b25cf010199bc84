import type { DataEditorRef, GridCell, GridKeyEventArgs, Item, Rectangle } from "@glideapps/glide-data-grid";
import { type RefObject, useCallback, useRef } from "react";
import { isRecordCell, loadingCell } from "./cell";
import { starsOfKey } from "./stars";
import { type TypeAhead, takeKey } from "./typeAhead";
import type { RecordGridProps } from "./types";

interface GridKeysContext {
  editor: RefObject<DataEditorRef | null>;
  getCellContent: (at: Item) => GridCell;
  typeAhead: RefObject<TypeAhead>;
  /** The rows on the screen, and the columns that are not frozen. */
  region: RefObject<Rectangle>;
}

/** A cell that is not on the screen by then is not opened; as long as typing waits for an editor. */
const SCROLL_PATIENCE_MS = 3000;

function rowShows({ y, height }: Rectangle, row: number): boolean {
  return row >= y && row < y + height;
}

/** What our keys do before Glide's: opening editors, rating, ticking, opening and adding rows. */
export function useGridKeys(
  { rowCount, onEdit, onOpenRow, onAppendRow }: RecordGridProps,
  { editor, getCellContent, typeAhead, region }: GridKeysContext,
) {
  const reopening = useRef(false);

  /** Opens the editor of a selected cell that Glide does not open by itself. */
  const open = useCallback((canvas: Element) => {
    reopening.current = true;
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    reopening.current = false;
  }, []);

  /** Brings a cell back that was scrolled away, then opens it; what is typed meanwhile waits. */
  const openThere = useCallback(
    (canvas: Element, col: number, row: number) => {
      editor.current?.scrollTo(col, row);
      const since = performance.now();
      let inView = 0;
      const look = () => {
        if (typeAhead.current.opening === null || performance.now() - since > SCROLL_PATIENCE_MS) return;
        // The scrolled rows are on the screen one frame after the region says so.
        inView = rowShows(region.current, row) ? inView + 1 : 0;
        if (inView > 1) open(canvas);
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
      const idle = typeAhead.current.opening === null;
      // A cell that is scrolled away has no bounds, and Glide opens no editor over it.
      const reachable = !idle || event.bounds !== undefined;
      const writable = isRecordCell(cell) && cell.allowOverlay && reachable && !reopening.current;
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
      const away = writable && idle && !rowShows(region.current, row);
      if (writable && takeKey(typeAhead.current, press, performance.now())) {
        event.cancel();
        event.preventDefault();
        return;
      }
      if (chord) return;
      const opening = idle && typeAhead.current.opening;
      const canvas = event.rawEvent?.currentTarget;
      if (away && opening && canvas) {
        event.cancel();
        event.preventDefault();
        openThere(canvas, col, row);
        return;
      }
      if (writable && opening && canvas && (event.key === "F2" || (opening.replace && col < region.current.x))) {
        // Glide ignores F2, and letters on a frozen column while the others are scrolled away, but not Enter.
        event.cancel();
        event.preventDefault();
        open(canvas);
        return;
      }
      if (event.key === "Enter" && event.shiftKey) {
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
    [getCellContent, onEdit, onOpenRow, onAppendRow, rowCount, typeAhead, region, open, openThere],
  );
}
