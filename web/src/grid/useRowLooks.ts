import type { RowGroupingOptions, Theme } from "@glideapps/glide-data-grid";
import { useCallback, useMemo } from "react";
import type { RecordGridProps } from "./types";

/** Headings look like the header and have neither number nor tick; rows that are set off have a tint. */
export function useRowLooks({ isMarked, headings }: RecordGridProps, height: number, theme: Partial<Theme>) {
  const rowTheme = useCallback(
    (row: number): Partial<Theme> | undefined => (isMarked(row) ? { bgCell: theme.bgCellMedium } : undefined),
    [isMarked, theme],
  );
  const grouping = useMemo((): RowGroupingOptions | undefined => {
    if (!headings || headings.length === 0) return undefined;
    // All of one height: the grid would ask a million rows for theirs, one by one.
    return {
      groups: headings.map((headerIndex) => ({ headerIndex, isCollapsed: false })),
      height,
      themeOverride: { bgCell: theme.bgHeader, bgCellMedium: theme.bgHeader },
      navigationBehavior: "normal",
      selectionBehavior: "allow-spanning",
    };
  }, [headings, height, theme]);
  return { rowTheme, grouping };
}
