import type { EditListItem } from "@glideapps/glide-data-grid";
import { isRecordCell } from "./cell";
import type { CellEdit, RecordGridProps } from "./types";

/** A fill hands the pattern's cell to other places: those take their own row, and text when the column differs. */
export function toEdits(
  items: readonly EditListItem[],
  { columns, getCell }: Pick<RecordGridProps, "columns" | "getCell">,
): CellEdit[] {
  return items.flatMap(({ location: [col, row], value: cell }) => {
    const column = columns[col];
    if (!column || !isRecordCell(cell)) return [];
    const { data } = cell;
    const inPlace = data.columnId === column.id && data.row === row;
    const content = inPlace ? data.content : getCell(column.id, row);
    if (!content || content.readOnly) return [];
    const text = data.columnId === column.id ? undefined : cell.copyData;
    return [{ columnId: column.id, rowKey: content.rowKey, value: data.value, text }];
  });
}
