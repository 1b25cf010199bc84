import type { Field, FilterCondition, FilterGroup } from "@/api/types";
import { fieldType } from "../registry";
import { countsDays, OPERATORS, operandOf } from "./operators";

/** A filter row on the screen: it may still lack its value, and keeps a key while it is edited. */
export interface FilterRow {
  key: number;
  field: string;
  operator: string;
  value: unknown;
}

export interface FilterDraft {
  conjunction: "and" | "or";
  rows: FilterRow[];
}

let nextKey = 1;

export function newRow(field: Field): FilterRow {
  const operator = OPERATORS[fieldType(field.type).kind][0] ?? "equals";
  return { key: nextKey++, field: field.id, operator, value: emptyOperand(field, operator) };
}

/** The value a row starts with when its field or operator changes. */
export function emptyOperand(field: Field, operator: string): unknown {
  const operand = operandOf(operator);
  if (operand === "several") return [];
  if (operand === "range") return [null, null];
  if (operand === "period") return { mode: "thisWeek" };
  if (operand === "one" && fieldType(field.type).kind === "boolean") return true;
  if (operand === "one" && fieldType(field.type).kind === "user") return { currentUser: true };
  return null;
}

/** Stored filters name fields by id; automations store names, so both are found. */
export function findField(fields: readonly Field[], reference: string): Field | undefined {
  return fields.find((field) => field.id === reference) ?? fields.find((field) => field.name === reference);
}

export function fromFilter(filter: FilterGroup | null | undefined, fields: readonly Field[]): FilterDraft {
  const rows = (filter?.filters ?? [])
    .filter((node): node is FilterCondition => "operator" in node)
    .map((node) => ({
      key: nextKey++,
      field: findField(fields, node.field)?.id ?? node.field,
      operator: node.operator,
      value: node.value ?? null,
    }));
  return { conjunction: filter?.conjunction ?? "and", rows };
}

/** Groups inside the filter are not edited by rows; they are kept as they are. */
export function nestedGroups(filter: FilterGroup | null | undefined): FilterGroup[] {
  return (filter?.filters ?? []).filter((node): node is FilterGroup => "filters" in node);
}

export function isComplete(row: FilterRow): boolean {
  const { value } = row;
  switch (operandOf(row.operator)) {
    case "none":
      return true;
    case "several":
      return Array.isArray(value) ? value.length > 0 : typeof value === "object" && value !== null;
    case "range":
      return Array.isArray(value) && value.length === 2 && value.every((end) => end !== null && end !== "");
    case "period": {
      const period = value as { mode?: string; count?: number } | null;
      return Boolean(period?.mode) && (!countsDays(period?.mode ?? "") || typeof period?.count === "number");
    }
    case "one":
      return value !== null && value !== "";
  }
}

/** Rows without their value are left out: a half-written filter filters nothing. Null when nothing remains. */
export function toFilter(draft: FilterDraft, nested: FilterGroup[] = []): FilterGroup | null {
  const conditions = draft.rows.filter(isComplete).map((row) => {
    const { field, operator, value } = row;
    return operandOf(operator) === "none" ? { field, operator } : { field, operator, value };
  });
  const filters = [...conditions, ...nested];
  return filters.length ? { conjunction: draft.conjunction, filters } : null;
}
