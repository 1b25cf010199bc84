import type { CellValues, Field } from "@/api/types";
import { isMasked, saysMasked } from "@/fields/masked";
import { fieldType } from "@/fields/registry";
import type { CellEdit } from "@/grid/types";
import type { RecordEdit } from "./useRecordEdits";

/** One edit per record. Text that came from another kind of cell is converted here for the screen and by the server.
 * A masked cell that is filled into others gives them nothing. */
export function gatherEdits(edits: readonly CellEdit[], fields: ReadonlyMap<string, Field>) {
  const byRecord = new Map<string, CellValues>();
  let typecast = false;
  for (const { rowKey, columnId, value, text } of edits) {
    const field = fields.get(columnId);
    if (!field || isMasked(value, field) || (text !== undefined && saysMasked(text, field))) continue;
    const values = byRecord.get(rowKey) ?? {};
    values[columnId] = text === undefined ? value : text === "" ? null : fieldType(field.type).parse(text, field);
    if (text !== undefined) typecast = true;
    byRecord.set(rowKey, values);
  }
  const records: RecordEdit[] = [...byRecord].map(([id, values]) => ({ id, fields: values }));
  return { records, typecast };
}
