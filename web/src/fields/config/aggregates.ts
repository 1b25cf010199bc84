import type { ValueKind } from "../types";

const ANY = ["count", "counta", "countall", "percentFilled"] as const;
const AMOUNTS = ["sum", "average", "median", "min", "max", "range", "stddev", "variance"] as const;
const MOMENTS = ["min", "max", "earliest", "latest", "range"] as const;
const TOLD = ["concatenate", "arrayJoin"] as const;
const LISTED = ["arrayUnique", "arrayCompact"] as const;
const TICKS = ["and", "or", "xor"] as const;

export type Aggregate =
  | (typeof ANY)[number]
  | (typeof AMOUNTS)[number]
  | (typeof MOMENTS)[number]
  | (typeof TOLD)[number]
  | (typeof LISTED)[number]
  | (typeof TICKS)[number];

const numbers = [...AMOUNTS, ...ANY, ...TOLD, ...LISTED];
const moments = [...MOMENTS, ...ANY, ...TOLD, ...LISTED];
const told = [...ANY, ...TOLD, ...LISTED];
const listed = [...ANY, ...LISTED];
const ticks = [...TICKS, ...ANY, ...LISTED];

const BY_KIND: Record<ValueKind, readonly Aggregate[]> = {
  text: told,
  texts: told,
  option: told,
  options: told,
  number: numbers,
  numbers,
  date: moments,
  dates: moments,
  datetime: moments,
  datetimes: moments,
  boolean: ticks,
  booleans: ticks,
  user: listed,
  users: listed,
  json: ANY,
  sealed: [],
  file: ANY,
  link: [],
  none: [],
};

/** What a rollup can make of fields of a kind; the server holds to the same. */
export function aggregatesOf(kind: ValueKind): readonly Aggregate[] {
  return BY_KIND[kind];
}
