import type { ValueKind } from "../types";

/** What stands beside the operator: nothing, one input of the kind, text, choices, two ends, a period, or how many. */
export type Operand = "none" | "one" | "text" | "several" | "range" | "period" | "count";

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
  countEquals: "count",
  countGreaterThan: "count",
  countLessThan: "count",
  isEmpty: "none",
  isNotEmpty: "none",
} as const satisfies Record<string, Operand>;

export type Operator = keyof typeof OPERANDS;

const presence = ["isEmpty", "isNotEmpty"] as const;
const temporal = [
  "equals",
  "notEquals",
  "before",
  "after",
  "onOrBefore",
  "onOrAfter",
  "between",
  "within",
  ...presence,
] as const;

export const OPERATORS: Record<ValueKind, readonly Operator[]> = {
  text: [
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
    ...presence,
  ],
  number: [
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
    ...presence,
  ],
  boolean: ["equals"],
  date: temporal,
  datetime: temporal,
  option: ["equals", "notEquals", "in", "notIn", ...presence],
  options: [
    "hasAny",
    "hasAll",
    "hasNone",
    "hasExactly",
    "notHasExactly",
    "countEquals",
    "countGreaterThan",
    "countLessThan",
    ...presence,
  ],
  user: ["equals", "notEquals", ...presence],
};

export function operandOf(operator: string): Operand {
  return operator in OPERANDS ? OPERANDS[operator as Operator] : "one";
}
