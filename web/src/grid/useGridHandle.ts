import {
  CompactSelection,
  type DataEditorRef,
  emptyGridSelection,
  type GridSelection,
} from "@glideapps/glide-data-grid";
import { type Ref, type RefObject, useCallback, useEffect, useImperativeHandle, useRef } from "react";
import type { RecordGridHandle } from "./types";

interface GridParts {
  editor: RefObject<DataEditorRef | null>;
  rowCount: number;
  selection: GridSelection;
  select: (selection: GridSelection) => void;
}

/** What the owner may tell the grid. A cell of a row that is not there yet is focused as soon as it is. */
export function useGridHandle(ref: Ref<RecordGridHandle> | undefined, parts: GridParts): void {
  const { editor, rowCount, selection, select } = parts;
  const focusNext = useRef(false);
  const awaited = useRef<{ column: number; row: number } | null>(null);

  const focusAwaited = useCallback(() => {
    const target = awaited.current;
    if (!target || target.row >= rowCount) return;
    awaited.current = null;
    const { column, row } = target;
    const range = { x: column, y: row, width: 1, height: 1 };
    select({ ...emptyGridSelection, current: { cell: [column, row], range, rangeStack: [] } });
    editor.current?.scrollTo(column, row, "both", 0, 60);
    focusNext.current = true;
  }, [editor, rowCount, select]);

  useEffect(focusAwaited, [focusAwaited]);

  // Only once the selection is in place: a grid focused without one selects its first cell.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection says when, not what
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    editor.current?.focus();
  }, [editor, selection]);

  useImperativeHandle(
    ref,
    () => ({
      focusCell: (column, row) => {
        awaited.current = { column, row };
        focusAwaited();
      },
      clearRows: () => select({ ...selection, rows: CompactSelection.empty() }),
    }),
    [focusAwaited, select, selection],
  );
}
