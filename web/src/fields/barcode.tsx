import { Barcode } from "lucide-react";
import { plainText } from "./plain";
import { text } from "./text";
import type { FieldType } from "./types";

/** A scanner types like a keyboard, so the text editor takes it as it is. */
export const barcode: FieldType = {
  ...text,
  type: "barcode",
  icon: Barcode,
  width: 170,
  paint: (value) => ({ kind: "text", text: plainText(value), tabular: true }),
};
