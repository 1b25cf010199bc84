import i18next from "i18next";
import type { Field } from "@/api/types";
import type { CellPaint } from "@/grid/paint";
import { fieldType } from "./registry";
import type { PaintContext } from "./types";

const DOTS = "••••";

/** An encrypted value that the reader may not see. */
export function isMasked(value: unknown, field: Field): boolean {
  return (
    field.encrypted === true &&
    typeof value === "object" &&
    value !== null &&
    "masked" in value &&
    value.masked === true
  );
}

/** How a cell of any field looks, masked ones included. */
export function paintOf(value: unknown, field: Field, context: PaintContext): CellPaint {
  if (!isMasked(value, field)) return fieldType(field.type).paint(value, field, context);
  return { kind: "text", text: DOTS, quiet: true, lock: true, note: i18next.t("fields.masked") };
}

export function textOf(value: unknown, field: Field): string {
  return isMasked(value, field) ? DOTS : fieldType(field.type).text(value, field);
}
