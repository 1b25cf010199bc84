import type { SharedLink } from "@/api/sharing";
import type { Field, Table } from "@/api/types";

export type FormSettings = NonNullable<SharedLink["form"]>;

/** What is typed and ticked. `asked` and `required` are ids of fields. */
export interface FormDraft {
  title: string;
  description: string;
  thanks: string;
  /** As it is typed; empty for no limit. */
  limit: string;
  asked: ReadonlySet<string>;
  required: ReadonlySet<string>;
}

/** Files, and what needs a list of people or records to choose from, are never asked of strangers. */
const NOT_ASKED = new Set<string>(["button", "attachment", "link", "user", "multiUser"]);
const MOST = 1_000_000;

export function askable(fields: readonly Field[], { prefill }: Pick<FormSettings, "prefill">): Field[] {
  return fields.filter(
    ({ id, type, readOnly, encrypted }) => !readOnly && !encrypted && !NOT_ASKED.has(type) && !(id in prefill),
  );
}

/** No list of fields means all of them. */
export function draftOf(form: FormSettings, fields: readonly Field[]): FormDraft {
  const ids = fields.map((field) => field.id);
  const { title, description, thanks, maxSubmissions } = form;
  return {
    title,
    description,
    thanks,
    limit: maxSubmissions === null ? "" : String(maxSubmissions),
    asked: new Set(form.fields.length === 0 ? ids : form.fields.filter((id) => ids.includes(id))),
    required: new Set(form.required.filter((id) => ids.includes(id))),
  };
}

/** Null where no limit is one; undefined for what is no number of answers. */
export function limitOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const limit = Number(text);
  return Number.isInteger(limit) && limit >= 1 && limit <= MOST ? limit : undefined;
}

export function isReady(draft: FormDraft): boolean {
  return draft.asked.size > 0 && limitOf(draft.limit) !== undefined;
}

/** As it is sent. The order of fields stays; values that are set unseen stay where the table still has their fields,
 * also those that the view hides. `offered` are the fields that could be asked. */
export function settingsOf(
  draft: FormDraft,
  form: FormSettings,
  offered: readonly Field[],
  table: Pick<Table, "fields">,
): FormSettings {
  const there = new Set(table.fields.map((field) => field.id));
  const kept = form.fields.filter((id) => draft.asked.has(id));
  const added = [...draft.asked].filter((id) => !kept.includes(id));
  const whole = offered.every(({ id }) => draft.asked.has(id));
  const { title, description, thanks } = draft;
  return {
    title: title.trim(),
    description: description.trim(),
    thanks: thanks.trim(),
    fields: whole && form.fields.length === 0 ? [] : [...kept, ...added],
    required: [...draft.required].filter((id) => draft.asked.has(id)),
    prefill: Object.fromEntries(Object.entries(form.prefill).filter(([id]) => there.has(id))),
    maxSubmissions: limitOf(draft.limit) ?? null,
  };
}

export function toggled(ids: ReadonlySet<string>, id: string, on: boolean): Set<string> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
