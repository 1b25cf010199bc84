import type { Field, FilterGroup } from "@/api/types";
import { kindOf } from "@/fields/registry";
import { newRule, type RuleDraft } from "./rules";
import { EVERYONE } from "./subjects";

const where = (field: Field, operator: string, value: unknown): FilterGroup => ({
  conjunction: "and",
  filters: [{ field: field.id, operator, value }],
});

export function personFields(fields: readonly Field[]): Field[] {
  return fields.filter((field) => ["user", "users"].includes(kindOf(field)));
}

/** Fields that an attribute of a person can be compared with. */
export function attributeFields(fields: readonly Field[]): Field[] {
  return fields.filter((field) => ["text", "number", "option", "options"].includes(kindOf(field)));
}

/** Everyone may read and change the records that name them, and no others. */
export function ownRows(field: Field, subject = EVERYONE): RuleDraft {
  const operator = kindOf(field) === "users" ? "hasAny" : "equals";
  return newRule({ subject, access: "write", filter: where(field, operator, { currentUser: true }) });
}

/** Everyone may read and change the records whose field is what their attribute says. */
export function attributeRows(field: Field, attribute: string, subject = EVERYONE): RuleDraft {
  const value = { userAttribute: attribute };
  const kind = kindOf(field);
  const several = kind === "option" ? "in" : kind === "options" ? "hasAny" : null;
  const filter = several ? where(field, several, [value]) : where(field, "equals", value);
  return newRule({ subject, access: "write", filter });
}
