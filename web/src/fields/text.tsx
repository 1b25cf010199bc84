import { Type } from "lucide-react";
import { TextInput } from "./editors/TextInput";
import { noConfig, plainText } from "./plain";
import type { EditorProps, FieldType } from "./types";

const keep = (typed: string) => typed;

function Editor(props: EditorProps) {
  return <TextInput {...props} format={plainText} parse={keep} />;
}

export const text: FieldType = {
  type: "text",
  kind: "text",
  icon: Type,
  width: 220,
  editable: true,
  defaultConfig: noConfig,
  paint: (value, _field, { primary }) => ({ kind: "text", text: plainText(value), strong: primary }),
  text: plainText,
  parse: keep,
  Editor,
  Config: null,
};
