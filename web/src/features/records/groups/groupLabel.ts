import type { TFunction } from "i18next";
import i18next from "i18next";
import type { Field, GroupBy } from "@/api/types";
import { errorOf } from "@/fields/cellError";
import { fieldText, kindOf } from "@/fields/registry";
import { calendarDate } from "@/lib/format";

export function bucketLabel(t: TFunction, first: string, bucket: NonNullable<GroupBy["bucket"]>): string {
  const day = new Date(`${first}T00:00:00Z`);
  const shown = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18next.language, { ...options, timeZone: "UTC" }).format(day);
  if (Number.isNaN(day.valueOf())) return first;
  switch (bucket) {
    case "day":
      return calendarDate(first);
    case "week":
      return t("groups.week", { day: calendarDate(first) });
    case "month":
      return shown({ month: "long", year: "numeric" });
    case "quarter":
      return t("groups.quarter", { quarter: Math.floor(day.getUTCMonth() / 3) + 1, year: day.getUTCFullYear() });
    case "year":
      return shown({ year: "numeric" });
  }
}

/** What a group is called: its value as cells show it. */
export function groupLabel(t: TFunction, field: Field, { bucket }: GroupBy, key: unknown): string {
  const error = errorOf(key);
  if (error) return error.code;
  if (key === null || key === "") return t("groups.empty");
  if (bucket && typeof key === "string") return bucketLabel(t, key, bucket);
  if (kindOf(field) === "boolean") return t(key === true ? "filters.checked" : "filters.unchecked");
  return fieldText(key, field) || t("groups.empty");
}
