import type { TFunction } from "i18next";
import type { RowAccess, Subject } from "@/api/access";
import type { Field, FilterCondition, FilterGroup } from "@/api/types";
import { attributeOf } from "@/fields/filter/attributes";
import { findField } from "@/fields/filter/draft";
import { type Operator, operandOf } from "@/fields/filter/operators";
import { type Day, isCounted, isRelative, PERIODS, type Period } from "@/fields/filter/periods";
import { findOption } from "@/fields/options";
import { kindOf } from "@/fields/registry";
import { subjectName } from "./subjects";

interface Said {
  subject: Subject;
  access: RowAccess;
  every: boolean;
  filter: FilterGroup | null;
}

export interface Words {
  t: TFunction;
  fields: readonly Field[];
  /** The name of a person by id, as far as it is known. */
  nameOf: (id: string) => string;
}

/** A rule in a sentence. */
export function ruleSummary(rule: Said, words: Words): string {
  const { t } = words;
  const subject = subjectName(t, rule.subject);
  if (rule.every || !rule.filter) return t(`access.rules.says.${rule.access}`, { subject });
  const where = filterWords(rule.filter, words);
  return t(`access.rules.saysWhere.${rule.access}`, { subject, where });
}

export function filterWords(filter: FilterGroup, words: Words): string {
  const told = filter.filters.map((node) => {
    if (!("filters" in node)) return conditionWords(node, words);
    const inner = filterWords(node, words);
    return node.filters.length > 1 ? `(${inner})` : inner;
  });
  return told.join(` ${words.t(`filters.${filter.conjunction}`)} `);
}

function conditionWords({ field: said, operator, value }: FilterCondition, words: Words): string {
  const { t, fields } = words;
  const field = findField(fields, said);
  const name = field?.name ?? said;
  const does = t(`operators.${operator as Operator}`);
  if (operandOf(operator) === "none") return `${name} ${does}`;
  return `${name} ${does} ${valueWords(value, field, words)}`;
}

function valueWords(value: unknown, field: Field | undefined, words: Words): string {
  const { t } = words;
  const attribute = attributeOf(value);
  if (attribute !== null) return t("access.rules.attribute", { name: attribute });
  if (Array.isArray(value)) return value.map((each) => valueWords(each, field, words)).join(", ");
  if (typeof value === "boolean") return t(value ? "filters.checked" : "filters.unchecked").toLowerCase();
  if (typeof value === "object" && value !== null) {
    if ("currentUser" in value) return t("access.rules.themselves");
    if ("field" in value) return findField(words.fields, String(value.field))?.name ?? String(value.field);
    if (isRelative(value)) return periodWords(t, value);
  }
  const kind = field && kindOf(field);
  if (field && (kind === "option" || kind === "options")) return findOption(field, value)?.name ?? String(value);
  if (kind === "user" || kind === "users") return words.nameOf(String(value));
  return kind === "text" || kind === "texts" ? `“${String(value)}”` : String(value);
}

function periodWords(t: TFunction, { mode, count }: { mode: string; count?: number }): string {
  const known = (PERIODS as readonly string[]).includes(mode);
  const name = known ? t(`filters.periods.${mode as Period}`) : t(`filters.dayModes.${mode as Day}`);
  return isCounted(mode) ? `${name} (${count ?? ""})` : name;
}
