import type { TFunction } from "i18next";
import type { Field } from "@/api/types";
import { footerNote, footerText } from "@/fields/footers";
import { fieldType, kindOf } from "@/fields/registry";
import type { CellContent } from "@/grid/paint";
import { count } from "@/lib/format";
import type { Theme } from "@/theme/themeStore";
import type { ColumnFooter } from "../footers/useFooters";
import { groupLabel } from "./groupLabel";
import type { Stretch } from "./layout";
import type { GroupLevel } from "./useGroupedPages";

interface Heading {
  t: TFunction;
  theme: Theme;
  levels: readonly GroupLevel[];
  footers: readonly ColumnFooter[];
  /** The field whose column stands first. */
  first: string | undefined;
  group: Stretch;
  field: Field;
}

/** A cell in the heading of a group: what the group is called, or what its records come to in a column. */
export function headingCell({ t, theme, levels, footers, first, group, field }: Heading): CellContent {
  const cell = { rowKey: group.path, value: null, readOnly: true };
  const { entry, depth, open } = group;
  if (field.id === first) {
    const level = levels[depth];
    const key = entry.keys[depth] ?? null;
    const label = level ? groupLabel(t, level.field, level.by, key) : "";
    const painted =
      level && key !== null && fieldType(level.field.type).paint(key, level.field, { theme, primary: false });
    const pills = painted && painted.kind === "pills" ? painted.pills : [];
    const text = `${label} (${count(entry.count)})`;
    return { ...cell, paint: { kind: "group", label, pills, count: count(entry.count), depth, open }, text };
  }
  const at = footers.findIndex((each) => each.field.id === field.id);
  const footer = footers[at]?.footer;
  const text = footer ? footerText(field, footer, entry.aggregates[at]) : "";
  const note = footer && footerNote(field, footer, entry.aggregates[at]);
  const align = kindOf(field) === "number" ? ("right" as const) : undefined;
  return { ...cell, paint: { kind: "text", text, align, quiet: true, tabular: true, note }, text };
}
