import type { Attributes } from "@/api/access";
import type { FaultPath } from "@/api/errors";

type Value = Attributes[string];

export interface AttributeRow {
  key: number;
  name: string;
  text: string;
  /** As it was saved: numbers stay numbers unless somebody types over them. */
  value: Value;
  typed: boolean;
}

let nextKey = 1;

export function rowsOf(attributes: Attributes): AttributeRow[] {
  return Object.entries(attributes).map(([name, value]) => ({
    key: nextKey++,
    name,
    text: Array.isArray(value) ? value.join(", ") : String(value),
    value,
    typed: false,
  }));
}

/** Rows without a name and a value are left out. Several values stand between commas. */
export function attributesOf(rows: readonly AttributeRow[]): Attributes {
  const told = rows.filter((row) => row.name.trim() || row.text.trim());
  return Object.fromEntries(told.map((row) => [row.name.trim(), row.typed ? typed(row) : row.value]));
}

function typed({ text, value }: AttributeRow): Value {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  const sample: unknown = Array.isArray(value) ? value[0] : value;
  const numbers = typeof sample === "number" && parts.every((part) => Number.isFinite(Number(part)));
  const values: (string | number)[] = numbers ? parts.map(Number) : parts;
  if (typeof sample === "boolean" && (text.trim() === "true" || text.trim() === "false")) return text.trim() === "true";
  return values.length > 1 || Array.isArray(value) ? values : (values[0] ?? "");
}

const PLACE = /^attributes\.(.*)$/;

export function faultsByName(faults: readonly FaultPath[]): Map<string, string> {
  return new Map(faults.flatMap(({ path, message }) => (PLACE.exec(path) ? [[path.slice(11), message]] : [])));
}
