export interface PasteColumn {
  id: string;
  readOnly: boolean;
}

export interface PastePlan {
  /** Rows that exist, by row position, with the text for each column. */
  updates: { row: number; cells: Record<string, string> }[];
  /** Rows past the end, in order. */
  creates: Record<string, string>[];
  /** Columns that the pasted block reached but that cannot be written. */
  skipped: string[];
}

/** Lays a pasted block over the grid: what exists is updated, what is past the end becomes new rows. */
export function planPaste(
  columns: readonly PasteColumn[],
  rowCount: number,
  target: { column: number; row: number },
  values: readonly (readonly string[])[],
): PastePlan {
  const plan: PastePlan = { updates: [], creates: [], skipped: [] };
  const skipped = new Set<string>();
  for (const [offset, line] of values.entries()) {
    const cells: Record<string, string> = {};
    for (const [index, text] of line.entries()) {
      const column = columns[target.column + index];
      if (!column) break;
      if (column.readOnly) skipped.add(column.id);
      else cells[column.id] = text;
    }
    if (Object.keys(cells).length === 0) continue;
    const row = target.row + offset;
    if (row < rowCount) plan.updates.push({ row, cells });
    else plan.creates.push(cells);
  }
  plan.skipped = [...skipped];
  return plan;
}

/** The block with an empty line wherever the heading of a group is in its way. */
export function pastHeadings(
  values: readonly (readonly string[])[],
  first: number,
  isHeading: (row: number) => boolean,
): (readonly string[])[] {
  const lines: (readonly string[])[] = [];
  for (const line of values) {
    while (isHeading(first + lines.length)) lines.push([]);
    lines.push(line);
  }
  return lines;
}
