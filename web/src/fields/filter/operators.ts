import type { ValueKind } from "../types";

/** What stands beside the operator: nothing, one input of the kind, text, choices, two ends, a period, how many, or a kind of file. */
export type Operand = "none" | "one" | "text" | "several" | "range" | "period" | "count" | "fileType";

const OPERANDS = {
  equals: "one",
  notEquals: "one",
  equalsIgnoreCase: "text",
  contains: "text",
  notContains: "text",
  containsWord: "text",
  notContainsWord: "text",
  startsWith: "text",
  endsWith: "text",
  lengthEquals: "count",
  lengthGreaterThan: "count",
  lengthLessThan: "count",
  greaterThan: "one",
  greaterOrEqual: "one",
  lessThan: "one",
  lessOrEqual: "one",
  between: "range",
  isWhole: "none",
  isEven: "none",
  isOdd: "none",
  in: "several",
  notIn: "several",
  before: "one",
  after: "one",
  onOrBefore: "one",
  onOrAfter: "one",
  within: "period",
  hasAny: "several",
  hasAll: "several",
  hasNone: "several",
  hasExactly: "several",
  notHasExactly: "several",
  hasType: "fileType",
  countEquals: "count",
  countGreaterThan: "count",
  countLessThan: "count",
  isEmpty: "none",
  isNotEmpty: "none",
} as const satisfies Record<string, Operand>;

export type Operator = keyof typeof OPERANDS;

const presence = ["isEmpty", "isNotEmpty"] as const;
const COUNTS = ["countEquals", "countGreaterThan", "countLessThan"] as const;

const MOMENTS = ["equals", "notEquals", "before", "after", "onOrBefore", "onOrAfter", "between", "within"] as const;

const TEXT = [
  "contains",
  "notContains",
  "containsWord",
  "notContainsWord",
  "equals",
  "notEquals",
  "equalsIgnoreCase",
  "startsWith",
  "endsWith",
  "lengthEquals",
  "lengthGreaterThan",
  "lengthLessThan",
] as const;

const NUMBER = [
  "equals",
  "notEquals",
  "greaterThan",
  "greaterOrEqual",
  "lessThan",
  "lessOrEqual",
  "between",
  "isWhole",
  "isEven",
  "isOdd",
] as const;

const SETS = ["hasAny", "hasAll", "hasNone", "hasExactly", "notHasExactly", ...COUNTS, ...presence] as const;

export const OPERATORS: Record<ValueKind, readonly Operator[]> = {
  text: [...TEXT, ...presence],
  number: [...NUMBER, ...presence],
  boolean: ["equals"],
  date: [...MOMENTS, ...presence],
  datetime: [...MOMENTS, ...presence],
  option: ["equals", "notEquals", "in", "notIn", ...presence],
  options: SETS,
  user: ["equals", "notEquals", "in", "notIn", ...presence],
  users: SETS,
  texts: [...TEXT, ...COUNTS, ...presence],
  numbers: [...NUMBER, ...COUNTS, ...presence],
  booleans: ["equals", ...COUNTS, ...presence],
  dates: [...MOMENTS, ...COUNTS, ...presence],
  datetimes: [...MOMENTS, ...COUNTS, ...presence],
  link: [...SETS, "contains", "notContains", "equals", "notEquals", "equalsIgnoreCase", "startsWith", "endsWith"],
  json: presence,
  sealed: presence,
  file: ["contains", "notContains", "hasType", ...COUNTS, ...presence],
  none: [],
};

export function operandOf(operator: string): Operand {
  return operator in OPERANDS ? OPERANDS[operator as Operator] : "one";
}

const ITEMS: Partial<Record<ValueKind, ValueKind>> = {
  texts: "text",
  numbers: "number",
  booleans: "boolean",
  dates: "date",
  datetimes: "datetime",
};

/** The kind of one value of a list that is asked value by value. */
export function itemKind(kind: ValueKind): ValueKind {
  return ITEMS[kind] ?? kind;
}

/** For how many values of a list an operator on one value must hold. */
export const MATCHES = ["any", "every", "none"] as const;
export type Match = (typeof MATCHES)[number];

/** Sizes and emptiness are asked of the list itself. */
export function takesMatch(kind: ValueKind, operator: string): boolean {
  return (
    (kind in ITEMS || kind === "file") &&
    operator !== "isEmpty" &&
    operator !== "isNotEmpty" &&
    !operator.startsWith("count")
  );
}
