import { Calendar } from "lucide-react";
import { calendarDate } from "@/lib/format";
import { TextInput } from "./editors/TextInput";
import { noConfig, plainText } from "./plain";
import type { EditorProps, FieldType } from "./types";

const keep = (typed: string) => typed;

function Editor(props: EditorProps) {
  // A native date input takes no text, so the opening key is dropped.
  return <TextInput {...props} initialText={undefined} type="date" format={plainText} parse={keep} />;
}

const show = (value: unknown) => (typeof value === "string" ? calendarDate(value) : "");

export const date: FieldType = {
  type: "date",
  kind: "date",
  icon: Calendar,
  width: 140,
  editable: true,
  defaultConfig: noConfig,
  paint: (value) => ({ kind: "text", text: show(value), tabular: true }),
  text: show,
  parse: keep,
  Editor,
  Config: null,
};
