import type { ValueKind } from "../types";

/** What stands beside the operator: nothing, one input of the kind, several choices, two ends, or a relative time. */
export type Operand = "none" | "one" | "several" | "range" | "period";

export type Operator =
  | "equals"
  | "notEquals"
  | "contains"
  | "notContains"
  | "startsWith"
  | "endsWith"
  | "greaterThan"
  | "greaterOrEqual"
  | "lessThan"
  | "lessOrEqual"
  | "between"
  | "in"
  | "notIn"
  | "before"
  | "after"
  | "onOrBefore"
  | "onOrAfter"
  | "within"
  | "hasAny"
  | "hasAll"
  | "hasNone"
  | "hasExactly"
  | "isEmpty"
  | "isNotEmpty";

const numeric = ["equals", "notEquals", "greaterThan", "greaterOrEqual", "lessThan", "lessOrEqual", "between"] as const;
const temporal = ["equals", "before", "after", "onOrBefore", "onOrAfter", "between", "within"] as const;
const presence = ["isEmpty", "isNotEmpty"] as const;

export const OPERATORS: Record<ValueKind, readonly Operator[]> = {
  text: ["contains", "notContains", "equals", "notEquals", "startsWith", "endsWith", ...presence],
  number: [...numeric, ...presence],
  boolean: ["equals"],
  date: [...temporal, ...presence],
  datetime: [...temporal, ...presence],
  option: ["equals", "notEquals", "in", "notIn", ...presence],
  options: ["hasAny", "hasAll", "hasNone", "hasExactly", ...presence],
  user: ["equals", "notEquals", "in", "notIn", ...presence],
  users: ["hasAny", "hasAll", "hasNone", "hasExactly", ...presence],
  json: presence,
  none: [],
};

const SEVERAL: readonly string[] = ["in", "notIn", "hasAny", "hasAll", "hasNone", "hasExactly"];

export function operandOf(operator: string): Operand {
  if (operator === "isEmpty" || operator === "isNotEmpty") return "none";
  if (operator === "between") return "range";
  if (operator === "within") return "period";
  return SEVERAL.includes(operator) ? "several" : "one";
}

export const PERIODS = [
  "today",
  "yesterday",
  "tomorrow",
  "thisWeek",
  "lastWeek",
  "nextWeek",
  "thisMonth",
  "lastMonth",
  "nextMonth",
  "thisYear",
  "pastDays",
  "nextDays",
] as const;

export type Period = (typeof PERIODS)[number];

export function countsDays(period: string): boolean {
  return period === "pastDays" || period === "nextDays";
}
