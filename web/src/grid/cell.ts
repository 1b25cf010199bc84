import { type CustomCell, type CustomRenderer, type GridCell, GridCellKind } from "@glideapps/glide-data-grid";
import type { CellContent } from "./paint";
import { checkBounds, paintCell, paintExpand, STAR } from "./painters";

/** What one of our cells carries through Glide; `value` differs from the content's after an editor, a click or Delete. */
export interface CellData {
  columnId: string;
  row: number;
  content: CellContent;
  value: unknown;
  expandable: boolean;
}

export type RecordCell = CustomCell<CellData>;

export function isRecordCell(cell: GridCell): cell is RecordCell {
  return cell.kind === GridCellKind.Custom && "content" in cell.data;
}

export function recordCell(columnId: string, row: number, content: CellContent, expandable: boolean): RecordCell {
  const toggles = content.paint.kind === "check";
  const files = content.paint.kind === "files";
  return {
    kind: GridCellKind.Custom,
    allowOverlay: !toggles && !files && !content.readOnly,
    readonly: content.readOnly,
    copyData: content.text,
    contentAlign: content.paint.kind === "text" ? content.paint.align : undefined,
    cursor: content.paint.kind === "button" || (toggles && !content.readOnly) ? "pointer" : undefined,
    data: { columnId, row, content, value: content.value, expandable },
  };
}

/** As the clipboard gets it. Readers of the screen hear the text that `copyData` is everywhere else. */
export function forClipboard(cell: GridCell): GridCell {
  const copy = isRecordCell(cell) ? cell.data.content.copy : undefined;
  return isRecordCell(cell) && copy !== undefined ? { ...cell, copyData: copy } : cell;
}

export const loadingCell: GridCell = {
  kind: GridCellKind.Loading,
  allowOverlay: false,
  skeletonWidth: 80,
  skeletonHeight: 10,
  skeletonWidthVariability: 60,
};

/** A cell with a new value, painted as before until the owner of the data answers. */
export function withValue(cell: RecordCell, value: unknown): RecordCell {
  return { ...cell, data: { ...cell.data, value } };
}

export const recordCellRenderer: CustomRenderer<RecordCell> = {
  kind: GridCellKind.Custom,
  isMatch: (cell): cell is RecordCell => isRecordCell(cell),
  needsHover: (cell) => cell.data.expandable || cell.data.content.paint.kind !== "text",
  needsHoverPosition: true,
  draw: (args, cell) => {
    paintCell(args, cell.data.content.paint);
    if (cell.data.expandable) paintExpand(args);
  },
  onClick: ({ cell, posX, posY, bounds, preventDefault }) => {
    const { paint, readOnly } = cell.data.content;
    if (readOnly) return undefined;
    if (paint.kind === "check") {
      const box = checkBounds({ x: 0, y: 0, width: bounds.width, height: bounds.height });
      const hit = Math.abs(posX - box.x - box.size / 2) <= 13 && Math.abs(posY - box.y - box.size / 2) <= 13;
      return hit ? withValue(cell, !paint.checked) : undefined;
    }
    if (paint.kind === "stars") {
      const star = Math.floor((posX - 8) / STAR.step) + 1;
      if (star < 1 || star > paint.max) return undefined;
      preventDefault();
      return withValue(cell, star === paint.value ? null : star);
    }
    return undefined;
  },
  onDelete: (cell) => withValue(cell, cell.data.content.paint.kind === "check" ? false : null),
};
