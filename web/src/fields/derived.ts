import type { Field, FieldTypeName } from "@/api/types";
import type { CellPaint, Pill } from "@/grid/paint";
import { attachment } from "./attachment";
import { errorOf, paintError } from "./cellError";
import { checkbox } from "./checkbox";
import { createdBy } from "./createdBy";
import { currency } from "./currency";
import { date, styleOf } from "./date";
import { writeDate } from "./dateText";
import { datetime } from "./datetime";
import { duration } from "./duration";
import { json } from "./json";
import { multiUser } from "./multiUser";
import { number } from "./number";
import { percent } from "./percent";
import { noConfig, plainText } from "./plain";
import { singleSelect } from "./singleSelect";
import { text } from "./text";
import type { FieldType, PaintContext, ValueKind } from "./types";

/** How one value of a kind is shown where the type says no more. */
const BY_KIND: Record<string, FieldType> = {
  text,
  number,
  boolean: checkbox,
  date,
  datetime,
  option: singleSelect,
  user: createdBy,
  json,
  file: attachment,
};

const BY_TYPE: Record<string, FieldType> = { percent, currency, duration };

const LISTS: Record<string, ValueKind> = {
  text: "texts",
  number: "numbers",
  boolean: "booleans",
  date: "dates",
  datetime: "datetimes",
  option: "options",
  user: "users",
  file: "file",
};

interface Result {
  kind?: string;
  many?: boolean;
  type?: string;
  config?: Record<string, unknown>;
}

function resultOf(field: Field): Result {
  const { result } = field.config;
  return typeof result === "object" && result !== null ? (result as Result) : {};
}

interface Shown {
  type: FieldType;
  /** The field as one whose own values these were. */
  field: Field;
  /** What is shown is so many times the value. */
  times: number;
}

const dressed = (field: Field, type: FieldType, config: Record<string, unknown>, times = 1): Shown => ({
  type,
  field: { ...field, type: type.type, config },
  times,
});

/** Days in the way that the formula says; without one, as everywhere, in the reader's. */
const writtenDate: FieldType = {
  ...date,
  paint: (value, field) => ({ kind: "text", text: writtenDate.text(value, field), tabular: true }),
  text: (value, field) => {
    const style = styleOf(field);
    return style === "iso" || typeof value !== "string" ? date.text(value, field) : writeDate(value, style);
  },
};

/** A formula says beside its result how numbers are to look. */
function formatted(field: Field, kind: string, config: Record<string, unknown>): Shown {
  const format = (config.format ?? {}) as Record<string, unknown>;
  if (kind === "number" && format.percent === true) return dressed(field, percent, format, 100);
  if (kind === "number" && typeof format.currency === "string") return dressed(field, currency, format);
  if (kind === "datetime") return dressed(field, datetime, config);
  if (kind === "date" && typeof format.date === "string") return dressed(field, writtenDate, format);
  return dressed(field, BY_KIND[kind] ?? text, format);
}

function shownAs(field: Field): Shown {
  const result = resultOf(field);
  const kind = result.kind ?? "text";
  if (field.type === "formula") return formatted(field, kind, field.config);
  const config = result.config ?? {};
  if (result.type === "formula") return formatted(field, kind, config);
  return dressed(field, BY_TYPE[result.type ?? ""] ?? BY_KIND[kind] ?? text, config);
}

const scaled = (value: unknown, times: number) => (typeof value === "number" ? value * times : value);

function textOf(value: unknown, { type, field, times }: Shown): string {
  const error = errorOf(value);
  if (error) return error.code;
  if (value === null || value === undefined) return "";
  return type.text(scaled(value, times), field);
}

function show(value: unknown, field: Field): string {
  const shown = shownAs(field);
  if (shown.type === attachment) return attachment.text(value, field);
  if (Array.isArray(value)) return value.map((each) => textOf(each, shown)).join(", ");
  return textOf(value, shown);
}

function paint(value: unknown, field: Field, context: PaintContext): CellPaint {
  const error = errorOf(value);
  if (error) return paintError(error, context.theme);
  const shown = shownAs(field);
  const { type } = shown;
  if (value === null || value === undefined) return { kind: "text", text: "" };
  if (type === attachment) return attachment.paint(value, shown.field, context);
  if (!Array.isArray(value)) return type.paint(scaled(value, shown.times), shown.field, context);
  if (type === createdBy) return multiUser.paint(value, shown.field, context);
  if (type === singleSelect)
    return { kind: "pills", pills: value.flatMap((each) => pillsOf(type.paint(each, shown.field, context))) };
  return { kind: "text", text: show(value, field), strong: context.primary };
}

const pillsOf = (painted: CellPaint): readonly Pill[] => (painted.kind === "pills" ? painted.pills : []);

/** What filters may ask of the field: lists and single values of a kind are asked differently. */
function kindOf(field: Field): ValueKind {
  const { kind = "text", many } = resultOf(field);
  const known = kind in BY_KIND ? (kind as ValueKind) : "json";
  return many ? (LISTS[kind] ?? "json") : known;
}

/** What is worked out from other fields: shown as what comes out, and never typed. */
export function derived(type: FieldTypeName): Omit<FieldType, "icon" | "Config"> {
  return {
    type,
    kind: "text",
    kindOf,
    width: 160,
    editable: false,
    defaultConfig: noConfig,
    paint,
    text: show,
    parse: plainText,
    Editor: null,
  };
}
