import type { TFunction } from "i18next";
import i18next from "i18next";
import type { Field, GroupBy } from "@/api/types";
import { findOption } from "@/fields/options";
import { fieldText, kindOf } from "@/fields/registry";
import { count } from "@/lib/format";
import { optionColor } from "@/theme/optionColors";
import type { Theme } from "@/theme/themeStore";
import { bucketLabel, groupLabel } from "../groups/groupLabel";

/** How many records, and their percentage of all. */
interface Part {
  count: number;
  percent: number | null;
}

/** What the server says of how the records spread over the values of a field. */
export interface Distribution {
  values: readonly (Part & { value: unknown })[];
  /** `values` are how many others there are. */
  others: Part & { values: number };
  empty: Part;
  buckets?: readonly (Part & { from: unknown; to: unknown })[];
  bucket?: GroupBy["bucket"];
}

export function isDistribution(value: unknown): value is Distribution {
  return typeof value === "object" && value !== null && "values" in value && "others" in value && "empty" in value;
}

/** One line of the list: what it is called, how many records, and what it is painted with. */
export interface Line extends Part {
  key: string;
  label: string;
  color: string;
  quiet: boolean;
}

/** Several values stand in a cell, so that one of them is shown as a cell with it alone. */
const LISTS: ReadonlySet<string> = new Set([
  "texts",
  "numbers",
  "booleans",
  "dates",
  "datetimes",
  "options",
  "users",
  "link",
]);

const STRENGTHS = [100, 82, 68, 56, 46, 38, 32, 27, 23, 20];

/** The more frequent, the stronger; options have colours of their own. */
function colorOf(field: Field, value: unknown, place: number, theme: Theme): string {
  const kind = kindOf(field);
  if (kind === "option" || kind === "options") {
    const { text, background } = optionColor(findOption(field, value)?.color, theme);
    return `color-mix(in oklch, ${text} 62%, ${background})`;
  }
  return `color-mix(in oklch, var(--accent) ${STRENGTHS[place] ?? 20}%, var(--line))`;
}

export function valueLabel(t: TFunction, field: Field, value: unknown): string {
  const cell = LISTS.has(kindOf(field)) && value !== null ? [value] : value;
  return groupLabel(t, field, { field: field.id, direction: "asc" }, cell);
}

/** Where a bucket begins and ends. */
export function bucketText(t: TFunction, field: Field, bucket: GroupBy["bucket"], from: unknown, to: unknown): string {
  if (bucket && typeof from === "string" && typeof to === "string") {
    const first = bucketLabel(t, from, bucket);
    return bucket === "year" && from.slice(0, 4) !== to.slice(0, 4)
      ? `${first} – ${bucketLabel(t, to, bucket)}`
      : first;
  }
  const [low, high] = [fieldText(from, field), fieldText(to, field)];
  return low === high ? low : `${low} – ${high}`;
}

/** The histogram, where there are more values than are told one by one. */
export function bucketLines(t: TFunction, field: Field, { buckets, bucket, others }: Distribution): Line[] {
  if (!buckets || others.values === 0) return [];
  return buckets.map(({ from, to, ...part }) => ({
    ...part,
    key: `from ${String(from)}`,
    label: bucketText(t, field, bucket, from, to),
    color: "var(--accent)",
    quiet: false,
  }));
}

/** The most frequent values, the others, and none. */
export function valueLines(t: TFunction, field: Field, found: Distribution, theme: Theme): Line[] {
  const { values, others, empty } = found;
  const lines: Line[] = values.map(({ value, ...part }, place) => ({
    ...part,
    key: `value ${place}`,
    label: valueLabel(t, field, value),
    color: colorOf(field, value, place, theme),
    quiet: false,
  }));
  if (others.values > 0) {
    const label = t("footers.others", { count: others.values, shown: count(others.values) });
    lines.push({ ...others, key: "others", label, color: "var(--faint)", quiet: true });
  }
  if (empty.count > 0) {
    lines.push({ ...empty, key: "empty", label: t("groups.empty"), color: "var(--line)", quiet: true });
  }
  return lines;
}

export function percentText(percent: number | null): string {
  if (percent === null) return "–";
  const format = new Intl.NumberFormat(i18next.language, { style: "percent", maximumFractionDigits: 1 });
  return format.format(percent / 100);
}

/** In words, for those who do not see the bar. */
export function distributionText(lines: readonly Line[]): string {
  return lines.map(({ label, percent }) => `${label} ${percentText(percent)}`).join(", ");
}
