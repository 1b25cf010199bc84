import type { Field, FieldTypeName } from "@/api/types";
import { aiText } from "./aiText";
import { attachment } from "./attachment";
import { autoNumber } from "./autoNumber";
import { barcode } from "./barcode";
import { button } from "./button";
import { checkbox } from "./checkbox";
import { count } from "./count";
import { createdBy } from "./createdBy";
import { createdTime } from "./createdTime";
import { currency } from "./currency";
import { date } from "./date";
import { datetime } from "./datetime";
import { duration } from "./duration";
import { email } from "./email";
import { formula } from "./formula";
import { geo } from "./geo";
import { json } from "./json";
import { link } from "./link";
import { longText } from "./longText";
import { lookup } from "./lookup";
import { modifiedBy } from "./modifiedBy";
import { modifiedTime } from "./modifiedTime";
import { multiSelect } from "./multiSelect";
import { multiUser } from "./multiUser";
import { number } from "./number";
import { percent } from "./percent";
import { phone } from "./phone";
import { rating } from "./rating";
import { rollup } from "./rollup";
import { singleSelect } from "./singleSelect";
import { text } from "./text";
import type { FieldType, ValueKind } from "./types";
import { url } from "./url";
import { user } from "./user";

/** In the order of the type picker. */
export const FIELD_TYPES: readonly FieldType[] = [
  text,
  longText,
  number,
  percent,
  currency,
  duration,
  singleSelect,
  multiSelect,
  checkbox,
  date,
  datetime,
  rating,
  user,
  multiUser,
  url,
  email,
  phone,
  barcode,
  geo,
  json,
  aiText,
  attachment,
  link,
  lookup,
  rollup,
  count,
  formula,
  button,
  autoNumber,
  createdTime,
  modifiedTime,
  createdBy,
  modifiedBy,
];

const byName = new Map<string, FieldType>(FIELD_TYPES.map((each) => [each.type, each]));

/** A type that a newer server added and this page does not know yet shows as read-only text. */
const unknown: FieldType = { ...text, editable: false, Editor: null, Config: null };

export function fieldType(type: FieldTypeName): FieldType {
  return byName.get(type) ?? unknown;
}

/** What filters and sums may ask of a field. */
export function kindOf(field: Field): ValueKind {
  if (field.encrypted) return "sealed";
  const type = fieldType(field.type);
  return type.kindOf?.(field) ?? type.kind;
}

export function isEditable(field: Field): boolean {
  return !field.readOnly && fieldType(field.type).editable;
}

export function fieldText(value: unknown, field: Field): string {
  return fieldType(field.type).text(value, field);
}
