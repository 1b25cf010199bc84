import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type FieldLevel,
  type Grant,
  getRules,
  getTableGrants,
  setFieldGrants,
  setRules,
  setTableGrants,
  setViewGrants,
  type TableLevel,
  type ViewLevel,
} from "@/api/access";
import { type ApiError, asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { draftOf, isReady, type RuleDraft, ruleBodies } from "./rules";
import { grantBodies, sameGrants } from "./subjects";

/** What is changed and not saved. A part that is absent is as it was saved. */
interface Draft {
  grants?: Grant<TableLevel>[];
  rules?: RuleDraft[];
  fields: Readonly<Record<string, Grant<FieldLevel>[]>>;
  views: Readonly<Record<string, Grant<ViewLevel>[]>>;
}

const UNCHANGED: Draft = { fields: {}, views: {} };
export const TABLE_PART = "grants";
export const RULES_PART = "rules";

/** Who may see and do what in one table, as it is saved and as it is on the screen. */
export function useAccessDraft(tableId: string) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(UNCHANGED);
  const [saving, setSaving] = useState(false);
  /** By part: of the table, the rules, or the id of a field or a view. */
  const [errors, setErrors] = useState<Readonly<Record<string, ApiError>>>({});
  const grants = useQuery({ queryKey: keys.tableGrants(tableId), queryFn: () => getTableGrants(tableId) });
  const rules = useQuery({
    queryKey: keys.rules(tableId),
    queryFn: async () => (await getRules(tableId)).map(draftOf),
  });
  const parts = [
    ...Object.keys(draft.fields),
    ...Object.keys(draft.views),
    ...(draft.rules ? [RULES_PART] : []),
    ...(draft.grants ? [TABLE_PART] : []),
  ];

  /** What was refused of a part was said of how it stood. */
  const forget = (part: string) => setErrors((now) => omit(now, part));

  /** Sends one part, and forgets that it was changed. */
  async function send(part: string) {
    const field = draft.fields[part];
    const view = draft.views[part];
    if (part === TABLE_PART && draft.grants) {
      client.setQueryData(keys.tableGrants(tableId), await setTableGrants(tableId, grantBodies(draft.grants)));
      setDraft(({ grants: _, ...rest }) => rest);
    } else if (part === RULES_PART && draft.rules) {
      const saved = await setRules(tableId, ruleBodies(draft.rules));
      client.setQueryData(keys.rules(tableId), saved.map(draftOf));
      setDraft(({ rules: _, ...rest }) => rest);
    } else if (field) {
      client.setQueryData(keys.fieldGrants(tableId, part), await setFieldGrants(part, grantBodies(field)));
      setDraft((now) => ({ ...now, fields: omit(now.fields, part) }));
    } else if (view) {
      client.setQueryData(keys.viewGrants(tableId, part), await setViewGrants(part, grantBodies(view)));
      setDraft((now) => ({ ...now, views: omit(now.views, part) }));
    }
  }

  /** Saves the parts one by one; those that are refused stay on the screen with their reason. */
  async function save(): Promise<boolean> {
    setSaving(true);
    const refused: Record<string, ApiError> = {};
    for (const part of parts) {
      try {
        await send(part);
      } catch (error) {
        refused[part] = asApiError(error);
      }
    }
    setErrors(refused);
    setSaving(false);
    await client.invalidateQueries();
    return Object.keys(refused).length === 0;
  }

  return {
    grants,
    rules,
    draft,
    errors,
    saving,
    changed: parts.length > 0,
    ready: (draft.rules ?? []).every(isReady),
    setGrants(next: Grant<TableLevel>[]) {
      forget(TABLE_PART);
      const same = sameGrants(next, grants.data ?? []);
      setDraft(({ grants: _, ...now }) => (same ? now : { ...now, grants: next }));
    },
    setRules(change: (rules: RuleDraft[]) => RuleDraft[]) {
      forget(RULES_PART);
      setDraft((now) => ({ ...now, rules: change(now.rules ?? rules.data ?? []) }));
    },
    setField(fieldId: string, next: Grant<FieldLevel>[]) {
      forget(fieldId);
      const saved = client.getQueryData<Grant<FieldLevel>[]>(keys.fieldGrants(tableId, fieldId));
      const same = sameGrants(next, saved ?? []);
      setDraft(({ fields, ...now }) => {
        const others = omit(fields, fieldId);
        return { ...now, fields: same ? others : { ...others, [fieldId]: next } };
      });
    },
    setView(viewId: string, next: Grant<ViewLevel>[]) {
      forget(viewId);
      const saved = client.getQueryData<Grant<ViewLevel>[]>(keys.viewGrants(tableId, viewId));
      const same = sameGrants(next, saved ?? []);
      setDraft(({ views, ...now }) => {
        const others = omit(views, viewId);
        return { ...now, views: same ? others : { ...others, [viewId]: next } };
      });
    },
    discard: () => {
      setDraft(UNCHANGED);
      setErrors({});
    },
    save,
  };
}

export type AccessDraft = ReturnType<typeof useAccessDraft>;

function omit<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));
}
