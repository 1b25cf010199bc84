import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Table } from "@/api/types";
import { fieldType } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { FormRow } from "@/ui/FormRow";
import { Input, Textarea } from "@/ui/Input";
import {
  askable,
  draftOf,
  type FormDraft,
  isReady,
  limitOf,
  type FormSettings as Settings,
  settingsOf,
  toggled,
} from "./formDraft";

interface FormSettingsProps {
  form: Settings;
  table: Table;
  /** What the view shows, in its order. */
  shown: readonly Field[];
  onSave: (form: Settings) => Promise<void>;
}

/** What a form says, and what it asks. */
export function FormSettings({ form, table, shown, onSave }: FormSettingsProps) {
  const { t } = useTranslation();
  const offered = askable(shown, form);
  const [draft, setDraft] = useState(() => draftOf(form, offered));
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<FormDraft>) => setDraft({ ...draft, ...change });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    await onSave(settingsOf(draft, form, offered, table));
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line pt-3">
      <FormRow label={t("sharing.formTitle")}>
        <Input value={draft.title} maxLength={200} onChange={(event) => set({ title: event.target.value })} />
      </FormRow>
      <FormRow label={t("sharing.formDescription")}>
        <Textarea
          rows={2}
          value={draft.description}
          maxLength={5000}
          onChange={(event) => set({ description: event.target.value })}
        />
      </FormRow>
      <FormRow label={t("sharing.formThanks")} hint={t("sharing.formThanksHint")}>
        <Textarea
          rows={2}
          value={draft.thanks}
          maxLength={2000}
          onChange={(event) => set({ thanks: event.target.value })}
        />
      </FormRow>
      <FormRow
        label={t("sharing.formLimit")}
        hint={t("sharing.formLimitHint")}
        error={limitOf(draft.limit) === undefined ? t("sharing.formLimitWrong") : null}
      >
        <Input
          inputMode="numeric"
          className="max-w-40"
          value={draft.limit}
          onChange={(event) => set({ limit: event.target.value })}
        />
      </FormRow>
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-sm font-medium text-muted">{t("sharing.formFields")}</legend>
        {offered.map((field) => (
          <Asked key={field.id} field={field} draft={draft} onChange={set} />
        ))}
        {offered.length === 0 && <p className="text-muted">{t("sharing.formNoFields")}</p>}
        {offered.length > 0 && draft.asked.size === 0 && (
          <p role="alert" className="text-sm text-bad">
            {t("sharing.formAsksNothing")}
          </p>
        )}
      </fieldset>
      <Button type="submit" className="self-start max-md:h-10" disabled={busy || !isReady(draft)}>
        {t("sharing.saveForm")}
      </Button>
    </form>
  );
}

interface AskedProps {
  field: Field;
  draft: FormDraft;
  onChange: (change: Partial<FormDraft>) => void;
}

function Asked({ field, draft, onChange }: AskedProps) {
  const { t } = useTranslation();
  const { id, name } = field;
  const asked = draft.asked.has(id);
  const Icon = fieldType(field.type).icon;
  return (
    <div className="flex min-h-8 items-center gap-2 max-md:min-h-10">
      <Checkbox
        checked={asked}
        label={t("sharing.askFor", { name })}
        onChange={(on) => onChange({ asked: toggled(draft.asked, id, on) })}
      />
      <Icon className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {asked && (
        <span className="flex items-center gap-1.5 text-sm text-muted">
          <Checkbox
            checked={field.required || draft.required.has(id)}
            disabled={field.required}
            label={t("sharing.mustFill", { name })}
            onChange={(on) => onChange({ required: toggled(draft.required, id, on) })}
          />
          {t("sharing.required")}
        </span>
      )}
    </div>
  );
}
