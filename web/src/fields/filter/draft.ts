import type { Field, FilterCondition, FilterGroup } from "@/api/types";
import { kindOf } from "../registry";
import { ATTRIBUTE_NAME, attributeOf } from "./attributes";
import { itemKind, OPERATORS, operandOf } from "./operators";
import { isCounted, isRelative } from "./periods";

/** A filter row on the screen: it may still lack its value, and keeps a key while it is edited. */
export interface FilterRow {
  key: number;
  field: string;
  operator: string;
  value: unknown;
  match?: string;
}

export interface FilterDraft {
  key: number;
  conjunction: "and" | "or";
  rows: FilterNode[];
}

export type FilterNode = FilterRow | FilterDraft;

/** Groups within groups that the server takes, the outermost counting as one. */
export const MAX_DEPTH = 5;

let nextKey = 1;

export function newRow(field: Field): FilterRow {
  const operator = OPERATORS[kindOf(field)][0] ?? "equals";
  return { key: nextKey++, field: field.id, operator, value: emptyOperand(field, operator) };
}

/** A group inside another one starts with the opposite word: the same word would need no group. */
export function newGroup(outer: FilterDraft, field: Field): FilterDraft {
  return { key: nextKey++, conjunction: outer.conjunction === "and" ? "or" : "and", rows: [newRow(field)] };
}

export function isGroup(node: FilterNode): node is FilterDraft {
  return "rows" in node;
}

/** The value a row starts with when its field or operator changes. */
export function emptyOperand(field: Field, operator: string): unknown {
  const operand = operandOf(operator);
  if (operand === "several") return [];
  if (operand === "range") return [null, null];
  if (operand === "period") return { mode: "thisWeek" };
  if (operand === "one" && itemKind(kindOf(field)) === "boolean") return true;
  if (operand === "one" && kindOf(field) === "user") return { currentUser: true };
  return null;
}

/** Stored filters name fields by id; automations store names, so both are found. */
export function findField(fields: readonly Field[], reference: string): Field | undefined {
  return fields.find((field) => field.id === reference) ?? fields.find((field) => field.name === reference);
}

export function fromFilter(filter: FilterGroup | null | undefined, fields: readonly Field[]): FilterDraft {
  const rows = (filter?.filters ?? []).map((node) =>
    "filters" in node ? fromFilter(node, fields) : fromCondition(node, fields),
  );
  return { key: nextKey++, conjunction: filter?.conjunction ?? "and", rows };
}

function fromCondition(node: FilterCondition, fields: readonly Field[]): FilterRow {
  const row: FilterRow = {
    key: nextKey++,
    field: findField(fields, node.field)?.id ?? node.field,
    operator: node.operator,
    value: node.value ?? null,
  };
  return node.match ? { ...row, match: node.match } : row;
}

export function isComplete(row: FilterRow): boolean {
  const { value } = row;
  const attribute = attributeOf(value);
  if (attribute !== null) return ATTRIBUTE_NAME.test(attribute);
  switch (operandOf(row.operator)) {
    case "none":
      return true;
    case "fileType":
      return typeof value === "string" && value !== "";
    case "several":
      return Array.isArray(value) ? value.length > 0 : typeof value === "object" && value !== null;
    case "range":
      return Array.isArray(value) && value.length === 2 && value.every((end) => end !== null && end !== "");
    case "period":
      return isRelative(value) && isWhole(value);
    case "count":
      return typeof value === "number";
    case "one":
    case "text":
      return value !== null && value !== "" && (!isRelative(value) || isWhole(value));
  }
}

/** Whether toFilter leaves nothing out. */
export function isFinished(draft: FilterDraft): boolean {
  return draft.rows.every((node) => (isGroup(node) ? node.rows.length > 0 && isFinished(node) : isComplete(node)));
}

function isWhole(value: { mode: string; count?: number }): boolean {
  return Boolean(value.mode) && (!isCounted(value.mode) || typeof value.count === "number");
}

/** Rows without their value, and groups without rows, are left out. Null when nothing remains. */
export function toFilter(draft: FilterDraft): FilterGroup | null {
  const filters = draft.rows.flatMap((node): (FilterCondition | FilterGroup)[] => {
    if (isGroup(node)) {
      const group = toFilter(node);
      return group ? [group] : [];
    }
    return isComplete(node) ? [toCondition(node)] : [];
  });
  return filters.length ? { conjunction: draft.conjunction, filters } : null;
}

function toCondition({ field, operator, value, match }: FilterRow): FilterCondition {
  const condition = operandOf(operator) === "none" ? { field, operator } : { field, operator, value };
  return match ? { ...condition, match } : condition;
}
