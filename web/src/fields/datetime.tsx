import { CalendarClock } from "lucide-react";
import type { Field } from "@/api/types";
import { absoluteTime } from "@/lib/format";
import { styleOf } from "./date";
import { readDateTime } from "./dateText";
import { DateInput } from "./editors/DateInput";
import type { EditorProps, FieldType } from "./types";
import { toZoned } from "./zone";

/** Undefined is the reader's own zone. */
function zoneOf(field: Field): string | undefined {
  const zone = field.config.timeZone;
  return typeof zone === "string" && zone !== "reader" ? zone : undefined;
}

/** “New York”: the zone as people know it, the reader's own too. */
function zoneName(zone: string | undefined): string {
  const id = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (id.split("/").at(-1) ?? id).replaceAll("_", " ");
}

function Editor(props: EditorProps) {
  const zone = zoneOf(props.field);
  return (
    <DateInput
      {...props}
      picker="datetime-local"
      format={(value) => (typeof value === "string" ? toZoned(value, zone).replace("T", " ") : "")}
      show={(value) => showTime(value, props.field)}
      zone={zoneName(zone)}
      read={(text) => readDateTime(text, styleOf(props.field), zone)}
    />
  );
}

export const showTime: FieldType["text"] = (value, field) => {
  if (typeof value !== "string") return "";
  return Number.isNaN(Date.parse(value)) ? value : absoluteTime(value, zoneOf(field));
};

export const datetime: FieldType = {
  type: "datetime",
  kind: "datetime",
  icon: CalendarClock,
  width: 180,
  editable: true,
  defaultConfig: () => ({ timeZone: "reader" }),
  paint: (value, field) => ({ kind: "text", text: showTime(value, field), tabular: true }),
  text: showTime,
  parse: (typed) => typed,
  Editor,
  Config: null,
};
