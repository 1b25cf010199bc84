import type { RowAccess, Rule, RuleBody, Subject } from "@/api/access";
import type { FilterGroup } from "@/api/types";
import { subjectBody } from "./subjects";

/** A rule on the screen. It has `every` or a filter: conditions without their value must never come to mean all records. */
export interface RuleDraft {
  key: number;
  id?: string;
  subject: Subject;
  access: RowAccess;
  every: boolean;
  filter: FilterGroup | null;
  /** The filter has a row that still lacks its value. */
  unfinished: boolean;
  broken: boolean;
}

let nextKey = 1;

export function newRule(part: Partial<RuleDraft> & Pick<RuleDraft, "subject">): RuleDraft {
  return { key: nextKey++, access: "write", every: false, filter: null, unfinished: false, broken: false, ...part };
}

export function draftOf({ id, subject, access, filter, broken }: Rule): RuleDraft {
  const group = filter as FilterGroup;
  const every = group.filters?.length === 0;
  // One condition alone is shown as a group of one.
  const shown = group.filters ? group : { conjunction: "and" as const, filters: [filter as never] };
  return newRule({ id, subject, access, every, filter: every ? null : shown, broken });
}

export function isReady(rule: RuleDraft): boolean {
  return rule.every || (rule.filter !== null && !rule.unfinished);
}

export function ruleBodies(rules: readonly RuleDraft[]): RuleBody[] {
  return rules.map(({ id, subject, access, every, filter }) => ({
    ...(id && { id }),
    subject: subjectBody(subject),
    access,
    filter: every || !filter ? { conjunction: "and", filters: [] } : filter,
  }));
}
