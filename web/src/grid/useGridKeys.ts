import type { GridCell, GridKeyEventArgs, Item } from "@glideapps/glide-data-grid";
import { type RefObject, useCallback, useRef } from "react";
import { isRecordCell, loadingCell } from "./cell";
import { starsOfKey } from "./stars";
import { type TypeAhead, takeKey } from "./typeAhead";
import type { RecordGridProps } from "./types";

/** What our keys do before Glide's: opening editors, rating, ticking, opening and adding rows. */
export function useGridKeys(
  { rowCount, onEdit, onOpenRow, onAppendRow }: RecordGridProps,
  getCellContent: (at: Item) => GridCell,
  typeAhead: RefObject<TypeAhead>,
  /** The first column that is not frozen and shows. */
  firstShown: RefObject<number>,
) {
  const reopening = useRef(false);
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
      if (writable && takeKey(typeAhead.current, press, performance.now())) {
        event.cancel();
        event.preventDefault();
        return;
      }
      if (chord) return;
      const opening = idle && typeAhead.current.opening;
      if (writable && opening && (event.key === "F2" || (opening.replace && col < firstShown.current))) {
        // Glide ignores F2, and letters on a frozen column while the others are scrolled away, but not Enter.
        event.cancel();
        event.preventDefault();
        reopening.current = true;
        event.rawEvent?.currentTarget.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        reopening.current = false;
        return;
      }
      if (event.key === "Enter" && event.shiftKey) {
        event.cancel();
        void onAppendRow?.();
      } else if (event.key === " " && row < rowCount) {
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
    [getCellContent, onEdit, onOpenRow, onAppendRow, rowCount, typeAhead, firstShown],
  );
}
