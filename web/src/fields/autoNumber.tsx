import { ListOrdered } from "lucide-react";
import { noConfig, plainText } from "./plain";
import type { FieldType } from "./types";

export const autoNumber: FieldType = {
  type: "autoNumber",
  kind: "number",
  icon: ListOrdered,
  width: 90,
  editable: false,
  defaultConfig: noConfig,
  paint: (value) => ({ kind: "text", text: plainText(value), align: "right", quiet: true, tabular: true }),
  text: plainText,
  parse: (typed) => typed,
  Editor: null,
  Config: null,
};
