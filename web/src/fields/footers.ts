import i18next from "i18next";
import type { Field } from "@/api/types";
import { count, fileSize } from "@/lib/format";
import { errorOf } from "./cellError";
import { number } from "./number";
import { fieldText, kindOf } from "./registry";
import type { ValueKind } from "./types";

const PRESENCE = ["filled", "empty", "percentFilled", "percentEmpty"] as const;
const DISTINCT = ["countDistinct", "percentUnique"] as const;
const SPREAD_OUT = ["distribution"] as const;
const SUMS = ["sum", "avg", "min", "max", "range"] as const;
const SPREAD = ["median", "stddev", "variance", "percentile", "deciles"] as const;
const SPAN = ["earliest", "latest", "dayRange", "monthRange"] as const;
const FILES = ["fileCount", "totalSize"] as const;
const TICKS = ["checked", "unchecked", "percentChecked", "percentUnchecked"] as const;

export type FooterFn =
  | (typeof PRESENCE)[number]
  | (typeof DISTINCT)[number]
  | (typeof SPREAD_OUT)[number]
  | (typeof SUMS)[number]
  | (typeof SPREAD)[number]
  | (typeof SPAN)[number]
  | (typeof FILES)[number]
  | (typeof TICKS)[number];

/** What stands under a column; `p` is which percentile. */
export type Footer = { fn: FooterFn; p?: number | null };

export const PERCENTILES = [10, 25, 75, 90, 95, 99] as const;

const VALUES = [...PRESENCE, ...DISTINCT, ...SPREAD_OUT] as const;

const BY_KIND: Record<ValueKind, readonly FooterFn[]> = {
  number: [...SUMS, ...SPREAD, ...VALUES],
  numbers: [...SUMS, ...VALUES],
  date: [...SPAN, ...VALUES],
  dates: [...SPAN, ...VALUES],
  datetime: [...SPAN, ...VALUES],
  datetimes: [...SPAN, ...VALUES],
  // Filled and empty say of checkboxes what checked and unchecked say.
  boolean: [...TICKS, ...SPREAD_OUT],
  booleans: VALUES,
  text: VALUES,
  texts: VALUES,
  option: VALUES,
  options: VALUES,
  user: VALUES,
  users: VALUES,
  link: [...PRESENCE, ...SPREAD_OUT],
  json: PRESENCE,
  sealed: PRESENCE,
  file: [...FILES, ...PRESENCE],
  none: [],
};

/** What a column can be summed up as; the server holds to the same. */
export function footersOf(field: Field): readonly FooterFn[] {
  return BY_KIND[kindOf(field)];
}

const PERCENT = new Set<FooterFn>([
  "percentFilled",
  "percentEmpty",
  "percentUnique",
  "percentChecked",
  "percentUnchecked",
]);
const COUNTED = new Set<FooterFn>([
  "filled",
  "empty",
  "countDistinct",
  "checked",
  "unchecked",
  "dayRange",
  "monthRange",
  "fileCount",
]);
/** What has more decimals than the values it is made of. */
const FINER = new Set<FooterFn>(["avg", "median", "percentile", "stddev"]);
/** Types of numbers whose sums are no such thing themselves. */
const UNLIKE = new Set(["rating", "autoNumber", "count"]);

/** The result as the field shows its values. */
export function footerText(field: Field, { fn }: Footer, value: unknown): string {
  const error = errorOf(value);
  if (error) return error.code;
  if (value === null || value === undefined) return "–";
  // It is drawn, not written.
  if (fn === "distribution") return "";
  if (isDeciles(fn, value)) return value.map((each) => decileText(field, each)).join(" · ");
  if (typeof value === "number") {
    if (PERCENT.has(fn)) {
      const format = new Intl.NumberFormat(i18next.language, { style: "percent", maximumFractionDigits: 1 });
      return format.format(value / 100);
    }
    if (COUNTED.has(fn)) return count(value);
    if (fn === "totalSize") return fileSize(value);
    if (fn === "variance") return short(value);
    if (UNLIKE.has(field.type)) return short(value);
  }
  return fieldText(value, FINER.has(fn) ? finer(field) : field);
}

/** What each number of the result is, where it is several. */
export function footerNote(field: Field, { fn }: Footer, value: unknown): string | undefined {
  if (!isDeciles(fn, value)) return undefined;
  const share = new Intl.NumberFormat(i18next.language, { style: "percent" });
  return value
    .map((each, at) => {
      const text = decileText(finer(field), each);
      return i18next.t("footers.decile", { share: share.format((at + 1) / 10), value: text });
    })
    .join("\n");
}

function isDeciles(fn: FooterFn, value: unknown): value is readonly unknown[] {
  return fn === "deciles" && Array.isArray(value);
}

/** Nine numbers share the room of one, so they have no more decimals than the field, if it says how many. */
function decileText(field: Field, value: unknown): string {
  if (typeof value === "number" && UNLIKE.has(field.type)) return short(value);
  return fieldText(value, typeof field.config.precision === "number" ? field : finer(field));
}

function short(value: number): string {
  return new Intl.NumberFormat(i18next.language, { maximumFractionDigits: 2 }).format(value);
}

function finer(field: Field): Field {
  const { precision } = field.config;
  if (field.type === "number" && typeof precision !== "number") {
    return { ...field, type: number.type, config: { ...field.config, precision: 2 } };
  }
  return typeof precision === "number"
    ? { ...field, config: { ...field.config, precision: Math.max(precision, 2) } }
    : field;
}
