import type { Automation, Definition, Field, FilterCondition, FilterGroup, Step, StepType, Table } from "@/api/types";
import { findField } from "@/fields/filter/draft";
import { findOption } from "@/fields/options";

/** The steps that can be added, in the order of the menu. */
export const STEP_TYPES: readonly StepType[] = [
  "update_record",
  "create_record",
  "send_notification",
  "send_email",
  "branch",
  "condition",
];

export const EMPTY_FILTER: FilterGroup = { conjunction: "and", filters: [] };

export function draftOf(automation: Automation): Definition {
  return automation.draft;
}

/** Whether what is on the screen is what runs. */
export function isPublished(draft: Definition, published: Definition | null | undefined): boolean {
  return Boolean(published) && JSON.stringify(draft) === JSON.stringify(published);
}

/** Who builds automations may run any, to try it; others press the button of one that has one and is on. */
export function mayRun(
  automation: { enabled: boolean; published?: Pick<Definition, "trigger"> | null },
  canBuild: boolean,
): boolean {
  return canBuild || (automation.enabled && automation.published?.trigger.type === "manual");
}

export function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [
    step,
    ...(step.branches ?? []).flatMap((branch) => allSteps(branch.steps)),
    ...allSteps(step.else ?? []),
  ]);
}

const STEMS: Record<StepType, string> = {
  update_record: "update",
  create_record: "create",
  send_notification: "notify",
  send_email: "email",
  branch: "branch",
  condition: "check",
};

/** Ids are short words, as references name them: `{{steps.create.record.id}}`. */
export function freshId(type: StepType, steps: readonly Step[]): string {
  const taken = new Set(allSteps(steps).map((step) => step.id));
  const stem = STEMS[type];
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

export function newStep(type: StepType, steps: readonly Step[], actorEmail: string): Step {
  const id = freshId(type, steps);
  switch (type) {
    case "update_record":
      return { id, type, config: { record: "{{trigger.record.id}}", fields: {} } };
    case "create_record":
      return { id, type, config: { fields: {} } };
    case "send_notification":
      return { id, type, config: { to: [actorEmail], title: "" } };
    case "send_email":
      return { id, type, config: { to: [actorEmail], subject: "", body: "" } };
    case "condition":
      return { id, type, config: { when: EMPTY_FILTER } };
    case "branch":
      return { id, type, branches: [{ when: EMPTY_FILTER, steps: [] }], else: [] };
  }
}

/** Definitions name fields and options as people wrote them; the server resolves the names when it publishes. */
export function withNames(filter: FilterGroup | null, fields: readonly Field[]): FilterGroup | null {
  if (!filter) return null;
  const named = (field: Field | undefined, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => named(field, each));
    return (field && findOption(field, value)?.name) ?? value;
  };
  return {
    conjunction: filter.conjunction,
    filters: filter.filters.map((node) => {
      if ("filters" in node) return withNames(node, fields) ?? node;
      const condition = node as FilterCondition;
      const field = findField(fields, condition.field);
      const next: FilterCondition = { field: field?.name ?? condition.field, operator: condition.operator };
      if ("value" in condition) next.value = named(field, condition.value);
      return next;
    }),
  };
}

export interface Reference {
  path: string;
  label: string;
}

function member(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** What a step can refer to: the trigger's record, steps that ran before it, the time and the person. */
export function referencesFor(table: Table, before: readonly Step[]): Reference[] {
  const record = table.fields.map((field) => ({
    path: `trigger.record${member(field.name)}`,
    label: field.name,
  }));
  const earlier = table.fields.map((field) => ({
    path: `trigger.before${member(field.name)}`,
    label: `${field.name} ←`,
  }));
  const steps = before
    .filter((step) => step.type === "create_record" || step.type === "update_record")
    .map((step) => ({ path: `steps.${step.id}.record.id`, label: `${step.id} · id` }));
  return [
    { path: "trigger.record.id", label: "id" },
    ...record,
    ...steps,
    { path: "now", label: "now" },
    { path: "actor.email", label: "actor.email" },
    { path: "actor.name", label: "actor.name" },
    ...earlier,
  ];
}
