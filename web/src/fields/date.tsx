import { Calendar } from "lucide-react";
import type { Field } from "@/api/types";
import { calendarDate } from "@/lib/format";
import { type DateStyle, readDate } from "./dateText";
import { DateInput } from "./editors/DateInput";
import { noConfig, plainText } from "./plain";
import type { EditorProps, FieldType } from "./types";

const keep = (typed: string) => typed;

const show = (value: unknown) => (typeof value === "string" ? calendarDate(value) : "");

/** How the field writes its dates; a setting that this page does not know counts as the default. */
export function styleOf(field: Field): DateStyle {
  const { format } = field.config;
  return format === "european" || format === "us" || format === "friendly" ? format : "iso";
}

function Editor(props: EditorProps) {
  const read = (text: string) => readDate(text, styleOf(props.field));
  return <DateInput {...props} picker="date" format={plainText} show={show} read={read} />;
}

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
