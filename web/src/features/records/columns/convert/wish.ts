import type { Wish } from "@/api/conversions";
import type { Field, FieldTypeName } from "@/api/types";
import { fieldType } from "@/fields/registry";

type Config = Record<string, unknown>;

/** The settings to begin with: those that the field has, where its type stays. */
export function firstConfig(field: Field, type: FieldTypeName): Config {
  return type === field.type ? { ...field.config } : fieldType(type).defaultConfig();
}

/** What to ask the server; null until the settings say enough. */
export function wishOf(field: Field, type: FieldTypeName, config: Config, createMissing: boolean): Wish | null {
  if (NEEDED[type]?.some((key) => !config[key])) return null;
  // A select takes the names that its cells have, so its options are the server's to find.
  if (isSelect(type) && type !== field.type) return { type };
  if (type !== "link") return { type, config };
  const { symmetricFieldId, choices, ...settings } = config;
  return { type, config: settings, createMissing: createMissing && asksTitles(field, type) };
}

/** Whether the records are found by title; a link to the same table keeps those that it has. */
export function asksTitles(field: Field, type: FieldTypeName): boolean {
  return type === "link" && field.type !== "link";
}

export function isSelect(type: FieldTypeName): boolean {
  return type === "singleSelect" || type === "multiSelect";
}

const NEEDED: Partial<Record<FieldTypeName, readonly string[]>> = {
  link: ["tableId"],
  lookup: ["linkField", "field"],
  rollup: ["linkField", "field", "aggregate"],
  count: ["linkField"],
  formula: ["expression"],
};
