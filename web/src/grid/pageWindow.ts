export const PAGE_SIZE = 150;

/** Pages that cover the rows on screen plus a margin in both directions, first to last; empty for an empty table. */
export function pagesFor(firstRow: number, lastRow: number, rowCount: number, margin = 60, size = PAGE_SIZE): number[] {
  if (rowCount <= 0 || lastRow < firstRow) return [];
  const first = Math.max(0, Math.floor((firstRow - margin) / size));
  const last = Math.floor(Math.min(rowCount - 1, lastRow + margin) / size);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

export function pageOf(row: number, size = PAGE_SIZE): { page: number; index: number } {
  return { page: Math.floor(row / size), index: row % size };
}
