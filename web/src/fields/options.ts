import type { Field, Option } from "@/api/types";
import type { Pill } from "@/grid/paint";
import { optionColor } from "@/theme/optionColors";
import type { Theme } from "@/theme/themeStore";

/** The options of a select field, or of the one that a lookup shows. */
export function optionsOf(field: Field): readonly Option[] {
  const { result } = field.config;
  const { options } = ((result as Partial<Field> | null)?.config ?? field.config) as { options?: unknown };
  return Array.isArray(options) ? (options as Option[]) : [];
}

/** A value holds option ids; a name is accepted too, as it stands in a cell until the server has answered a paste. */
export function findOption(field: Field, value: unknown): Option | undefined {
  return optionsOf(field).find((option) => option.id === value || option.name === value);
}

export function chosen(field: Field, value: unknown): Option[] {
  const values = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return values.map((each) => findOption(field, each) ?? { id: String(each), name: String(each), color: "gray" });
}

export function pills(field: Field, value: unknown, theme: Theme): Pill[] {
  return chosen(field, value).map((option) => {
    const paint = optionColor(option.color, theme);
    return { text: option.name, background: paint.background, color: paint.text };
  });
}
