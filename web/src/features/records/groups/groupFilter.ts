import type { Field, FilterCondition, FilterGroup, GroupBy } from "@/api/types";
import { kindOf } from "@/fields/registry";

/** Key of a person or of a linked record → its id. */
const idOf = (key: unknown): unknown => (typeof key === "object" && key !== null && "id" in key ? key.id : key);

/** The last day of the bucket that begins on a day. */
export function bucketEnd(first: string, bucket: NonNullable<GroupBy["bucket"]>): string {
  const day = new Date(`${first}T00:00:00Z`);
  if (Number.isNaN(day.valueOf())) return first;
  const months = { month: 1, quarter: 3, year: 12 } as const;
  if (bucket === "day") return first;
  if (bucket === "week") day.setUTCDate(day.getUTCDate() + 6);
  else day.setUTCMonth(day.getUTCMonth() + months[bucket], 0);
  return day.toISOString().slice(0, 10);
}

function condition(field: Field, { bucket }: GroupBy, key: unknown): FilterCondition {
  const asked = { field: field.id };
  if (key === null) return { ...asked, operator: "isEmpty" };
  if (bucket && typeof key === "string") {
    return { ...asked, operator: "between", value: [key, bucketEnd(key, bucket)] };
  }
  if (Array.isArray(key)) return { ...asked, operator: "hasExactly", value: key.map(idOf) };
  if (kindOf(field) === "link") return { ...asked, operator: "hasExactly", value: [idOf(key)] };
  return { ...asked, operator: "equals", value: idOf(key) };
}

/** What finds the records of a group, of those that the view's own filter lets through. */
export function groupFilter(
  filter: FilterGroup | null,
  groups: readonly { by: GroupBy; field: Field }[],
  keys: readonly unknown[],
): FilterGroup {
  const own = keys.flatMap((key, level) => {
    const group = groups[level];
    return group ? [condition(group.field, group.by, key)] : [];
  });
  return { conjunction: "and", filters: filter ? [filter, ...own] : own };
}
