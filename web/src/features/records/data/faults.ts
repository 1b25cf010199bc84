import type { TFunction } from "i18next";
import type { ApiError } from "@/api/errors";
import type { CellValues, Field, FieldTypeName } from "@/api/types";
import { readDateTime } from "@/fields/dateText";
import { plainText } from "@/fields/plain";

/** The cell that the server refused: which of the records sent, which field, and what it says about it. */
export interface CellFault {
  place: number;
  fieldId: string;
  message: string;
  code: string;
}

/** Refusals of a cell's value: of what it is, and of rules that the field is held to. */
const OF_CELLS = new Set([
  "invalid_value",
  "required",
  "not_unique",
  "too_small",
  "too_large",
  "too_short",
  "too_long",
  "pattern_mismatch",
  "option_not_allowed",
  "unknown_attachment",
  "too_many_files",
  "file_too_large",
  "file_not_accepted",
]);

const PATH = /^(?:records\[(\d+)\]\.)?fields\.(.+?)(?:\[\d+\])?$/;

/** The first refused cell of a failed write; null when the refusal is of something else. */
export function cellFault(error: ApiError): CellFault | null {
  for (const fault of error.faults) {
    const match = OF_CELLS.has(fault.code) ? PATH.exec(fault.path) : null;
    if (match) {
      return { place: Number(match[1] ?? 0), fieldId: match[2] ?? "", message: fault.message, code: fault.code };
    }
  }
  return null;
}

/** Types whose accepted form is said in the reader's language; the others keep the server's words. */
const SAID = ["number", "currency", "rating", "date", "datetime", "singleSelect", "multiSelect", "checkbox"] as const;
type Said = (typeof SAID)[number];
const isSaid = (type: FieldTypeName): type is Said => (SAID as readonly string[]).includes(type);

/** “Row 3, Budget: “abc” is not a number …”; `row` counts from 1, none for a single cell in sight. */
export function describeFault(
  t: TFunction,
  fault: CellFault,
  fields: ReadonlyMap<string, Field>,
  sent: CellValues | undefined,
  row?: number,
): string {
  const field = fields.get(fault.fieldId);
  const value = plainText(sent?.[fault.fieldId]);
  const unread = fault.code === "invalid_value";
  const own = unread && field && value && isSaid(field.type) ? unlike(t, field.type, value) : null;
  const reason = own ? `${field?.name}: ${own}` : fault.message;
  return row === undefined ? reason : t("grid.inRow", { row, reason });
}

/** What is wrong with a value of this type: that there is no such day or time, or else its form. */
function unlike(t: TFunction, type: Said, value: string): string {
  if (type === "date" || type === "datetime") {
    const reading = readDateTime(value);
    if ("refusal" in reading && (reading.refusal === "absent" || reading.refusal === "time")) {
      return t(`fields.refused.${reading.refusal}`, { value });
    }
  }
  return t(`fields.refused.${type}`, { value });
}
