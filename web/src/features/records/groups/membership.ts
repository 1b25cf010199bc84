import type { DataRecord } from "@/api/types";
import type { GroupLevel } from "./useGroupedPages";

/** Groups whose records can be told by looking at them; which day a moment is on, only the server says. */
export function canTell(levels: readonly GroupLevel[]): boolean {
  return levels.every(({ by }) => !by.bucket);
}

/** A value or a set of values, people and linked records by id, in one form; null for all that is empty. */
function told(value: unknown): string {
  const one = (each: unknown) =>
    JSON.stringify(typeof each === "object" && each !== null && "id" in each ? each.id : each);
  if (Array.isArray(value)) {
    const held = value.filter((each) => each !== null && !(typeof each === "object" && "error" in each));
    return held.length === 0 ? "null" : [...new Set(held.map(one))].sort().join();
  }
  return value === undefined || value === "" ? "null" : one(value);
}

/** What a record's groups are called by; `nameOfGroup` gives the same. */
export function groupOf(levels: readonly GroupLevel[], record: DataRecord): string {
  return JSON.stringify(levels.map(({ field }) => told(record.fields[field.id])));
}

export const nameOfGroup = (keys: readonly unknown[]): string => JSON.stringify(keys.map(told));
