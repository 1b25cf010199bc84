import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { FieldDraft } from "@/api/tables";
import type { Field, FieldTypeName } from "@/api/types";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { FIELD_TYPES, fieldType } from "./registry";

interface FieldFormProps {
  /** The field to edit; its type is fixed. Absent for a new one. */
  field?: Field;
  onSubmit: (draft: FieldDraft) => Promise<unknown>;
  onDone: () => void;
}

/** Name, type and the type's own settings. */
export function FieldForm({ field, onSubmit, onDone }: FieldFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(field?.name ?? "");
  const [type, setType] = useState<FieldTypeName>(field?.type ?? "text");
  const [config, setConfig] = useState<Record<string, unknown>>(field?.config ?? fieldType("text").defaultConfig());
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { Config } = fieldType(type);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onSubmit({ name: name.trim() || t(`fieldTypes.${type}`), type, config });
      onDone();
    } catch (cause) {
      setError(asApiError(cause).reason);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex w-72 max-w-full flex-col gap-3 p-3">
      <FormRow label={t("fields.name")} error={error}>
        <Input
          autoFocus
          data-testid="field-name"
          value={name}
          maxLength={200}
          placeholder={t(`fieldTypes.${type}`)}
          onChange={(event) => setName(event.target.value)}
        />
      </FormRow>
      {!field && (
        <FormRow label={t("fields.type")}>
          <Select
            value={type}
            choices={FIELD_TYPES.map((each) => ({
              value: each.type,
              label: t(`fieldTypes.${each.type}`),
              icon: <each.icon />,
            }))}
            onChange={(next) => {
              setType(next);
              setConfig(fieldType(next).defaultConfig());
            }}
          />
        </FormRow>
      )}
      {Config && <Config config={config} onChange={setConfig} />}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          {t("common.cancel")}
        </Button>
        <Button size="sm" look="primary" type="submit" disabled={busy} data-testid="field-submit">
          {field ? t("common.save") : t("fields.create")}
        </Button>
      </div>
    </form>
  );
}
