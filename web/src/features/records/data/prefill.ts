import type { CellValues, Field, FilterCondition, FilterGroup } from "@/api/types";
import { findField } from "@/fields/filter/draft";
import { isEditable, kindOf } from "@/fields/registry";

/** Values that make a new record fit the view's filter, where the filter says exactly one thing about a field. */
export function prefill(filter: FilterGroup | null, fields: readonly Field[]): CellValues {
  const values: CellValues = {};
  if (!filter || (filter.conjunction === "or" && filter.filters.length > 1)) return values;
  for (const node of filter.filters) {
    if ("filters" in node) continue;
    const { operator, value } = node as FilterCondition;
    const field = findField(fields, node.field);
    if (!field || !isEditable(field) || value === null || value === undefined) continue;
    const kind = kindOf(field);
    const many = kind === "options" && (operator === "hasAll" || operator === "hasExactly");
    // A link is asked for a title, which may be that of no record or of several.
    const plain = operator === "equals" && typeof value !== "object" && kind !== "link";
    if (many || plain) values[field.id] = value;
  }
  return values;
}
