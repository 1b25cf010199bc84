import { Hash } from "lucide-react";
import { PrecisionConfig } from "./config/PrecisionConfig";
import { TextInput } from "./editors/TextInput";
import { digits, formatNumber, parseNumber } from "./numbers";
import type { EditorProps, FieldType } from "./types";

const parse = (typed: string) => parseNumber(typed) ?? typed;
const bare = (value: unknown) => (value === null || value === undefined ? "" : String(value));

export function NumberEditor(props: EditorProps) {
  return <TextInput {...props} inputMode="decimal" align="right" format={bare} parse={parse} />;
}

const show: FieldType["text"] = (value, field) => formatNumber(value, digits(field.config.precision));

export const number: FieldType = {
  type: "number",
  kind: "number",
  icon: Hash,
  width: 130,
  editable: true,
  defaultConfig: () => ({ precision: null }),
  paint: (value, field) => ({ kind: "text", text: show(value, field), align: "right", tabular: true }),
  text: show,
  parse,
  Editor: NumberEditor,
  Config: PrecisionConfig,
};
