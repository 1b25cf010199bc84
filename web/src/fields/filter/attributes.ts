import { createContext } from "react";
import type { ValueKind } from "../types";
import type { Operand } from "./operators";

/** True where a value may be an attribute of whoever asks: in the rules on rows. */
export const AttributesContext = createContext(false);

export const ATTRIBUTE_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

const COMPARED: readonly ValueKind[] = ["text", "number", "option", "options"];

export function takesAttribute(kind: ValueKind, operand: Operand): boolean {
  return COMPARED.includes(kind) && (operand === "one" || operand === "text" || operand === "several");
}

/** The attribute that a value is, alone or as a list of one; null for any other value. */
export function attributeOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 1 ? attributeOf(value[0]) : null;
  if (typeof value !== "object" || value === null || !("userAttribute" in value)) return null;
  return typeof value.userAttribute === "string" ? value.userAttribute : null;
}
