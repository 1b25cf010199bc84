import type { CellArray, GridCell, Item, Rectangle } from "@glideapps/glide-data-grid";
import { useCallback } from "react";
import { forClipboard } from "./cell";
import type { RecordGridProps } from "./types";

/** A copy of more cells than this would freeze the page while it is put together. */
const COPY_LIMIT = 200_000;

/** The cells of an area for the clipboard, once their rows are loaded. */
export function useGridCopy({ loadRows }: RecordGridProps, getCellContent: (item: Item) => GridCell) {
  return useCallback(
    ({ x, y, width, height }: Rectangle) => {
      const rows = Math.min(height, Math.floor(COPY_LIMIT / Math.max(1, width)));
      return async (): Promise<CellArray> => {
        await loadRows(y, y + rows - 1);
        return Array.from({ length: rows }, (_, down) =>
          Array.from({ length: width }, (__, right) => forClipboard(getCellContent([x + right, y + down]))),
        );
      };
    },
    [getCellContent, loadRows],
  );
}
