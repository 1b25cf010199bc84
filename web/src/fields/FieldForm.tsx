import { ChevronRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { FieldDraft } from "@/api/tables";
import type { Field, FieldTypeName } from "@/api/types";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input, Textarea } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";
import { DependsConfig } from "./config/DependsConfig";
import { LimitsConfig } from "./config/LimitsConfig";
import { EncryptionForm, type RevealTo, SEALABLE } from "./EncryptionForm";
import { type Faults, NO_FAULTS, placed } from "./formFaults";
import { FIELD_TYPES, fieldType } from "./registry";
import type { ValueKind } from "./types";

interface FieldFormProps {
  /** The field to edit; its type is fixed. Absent for a new one. */
  field?: Field;
  onSubmit: (draft: FieldDraft) => Promise<unknown>;
  onDone: () => void;
}

const NEVER_UNIQUE: ReadonlySet<ValueKind> = new Set(["json", "options", "users", "link", "file"]);

/** Name, type and the type's own settings; description, limits and default are folded away. */
export function FieldForm({ field, onSubmit, onDone }: FieldFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(field?.name ?? "");
  const [type, setType] = useState<FieldTypeName>(field?.type ?? "text");
  const [config, setConfig] = useState<Record<string, unknown>>(field?.config ?? fieldType("text").defaultConfig());
  const [description, setDescription] = useState(field?.description ?? "");
  const [required, setRequired] = useState(field?.required ?? false);
  const [unique, setUnique] = useState(field?.unique ?? false);
  const [encrypted, setEncrypted] = useState(field?.encrypted ?? false);
  const [revealTo, setRevealTo] = useState<RevealTo>(field?.revealTo ?? "editor");
  const [more, setMore] = useState(field?.encrypted ?? false);
  const [faults, setFaults] = useState<Faults>(NO_FAULTS);
  const [busy, setBusy] = useState(false);
  const { Config, kind, editable, settings, wide } = fieldType(type);
  const mayBeRequired = editable && kind !== "boolean";
  const sealed = encrypted && SEALABLE.has(type);
  const mayBeUnique = mayBeRequired && !sealed && !NEVER_UNIQUE.has(kind);
  const alone = unique && mayBeUnique;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { default: _shown, ...sealable } = config;
    setBusy(true);
    setFaults(NO_FAULTS);
    try {
      await onSubmit({
        name: name.trim() || t(`fieldTypes.${type}`),
        type,
        // Who had a default before says that there is none any more.
        config: sealed ? sealable : alone && config.default !== undefined ? { ...config, default: null } : config,
        description: description.trim(),
        required: required && mayBeRequired,
        unique: alone,
        ...(sealed ? { revealTo, ...(field ? {} : { encrypted }) } : {}),
      });
      onDone();
    } catch (cause) {
      setFaults(placed(asApiError(cause), settings ?? []));
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={submit}
      className={cn("flex max-h-[min(680px,80vh)] w-80 max-w-full flex-col", wide && "w-[min(520px,calc(100vw-18px))]")}
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
        <FormRow label={t("fields.name")} error={faults.name}>
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
                setFaults(NO_FAULTS);
              }}
            />
          </FormRow>
        )}
        {Config && (
          <Config key={type} config={config} onChange={setConfig} fieldId={field?.id} faults={faults.settings} />
        )}
        <button
          type="button"
          aria-expanded={more}
          className="flex items-center gap-1 self-start rounded-sm text-sm font-medium text-muted hover:text-text"
          onClick={() => setMore(!more)}
        >
          <ChevronRight className={more ? "size-3.5 rotate-90" : "size-3.5"} aria-hidden />
          {t("fields.more")}
        </button>
        {more && (
          <>
            <FormRow label={t("fields.description")}>
              <Textarea value={description} maxLength={2000} onChange={(event) => setDescription(event.target.value)} />
            </FormRow>
            {mayBeRequired && <Flag label={t("fields.required")} checked={required} onChange={setRequired} />}
            {mayBeUnique && <Flag label={t("fields.unique")} checked={unique} onChange={setUnique} />}
            {SEALABLE.has(type) && (field ? sealed : true) && (
              <EncryptionForm
                encrypted={encrypted}
                revealTo={revealTo}
                fixed={field !== undefined}
                onEncrypted={setEncrypted}
                onRevealTo={setRevealTo}
              />
            )}
            {editable && (
              <LimitsConfig
                key={type}
                type={type}
                config={config}
                onChange={setConfig}
                withoutDefault={sealed ? "sealed" : alone ? "unique" : undefined}
              />
            )}
            {(type === "singleSelect" || type === "multiSelect") && (
              <DependsConfig config={config} onChange={setConfig} fieldId={field?.id} />
            )}
          </>
        )}
      </div>
      <div className="flex items-center justify-end gap-2 border-t border-line p-3">
        {faults.other && (
          <p role="alert" className="min-w-0 flex-1 text-sm text-bad">
            {faults.other}
          </p>
        )}
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

interface FlagProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Flag({ label, checked, onChange }: FlagProps) {
  return (
    <div className="flex items-center justify-between gap-2">
      <span>{label}</span>
      <Switch label={label} checked={checked} onChange={onChange} />
    </div>
  );
}
