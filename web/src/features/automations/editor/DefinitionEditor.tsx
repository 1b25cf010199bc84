import { ListFilter, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ApiError } from "@/api/errors";
import type { Definition, FilterGroup, Step, Trigger } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { findField } from "@/fields/filter/draft";
import { FilterEditor } from "@/fields/filter/FilterEditor";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { useBuilder } from "../context";
import { faultyStep, withNames } from "../definition";
import { StepList } from "../steps/StepList";
import { Card } from "./Card";

interface DefinitionEditorProps {
  draft: Definition;
  error: ApiError | null;
  onChange: (part: Partial<Definition>) => void;
}

/** Top down: what starts it, what must hold, what it does. */
export function DefinitionEditor({ draft, error, onChange }: DefinitionEditorProps) {
  const { t } = useTranslation();
  const { table, readOnly } = useBuilder();
  return (
    <fieldset disabled={readOnly} className="mx-auto flex max-w-2xl flex-col px-4 py-6">
      {error && <SaveFault error={error} steps={draft.steps} />}
      <Card icon={<Zap />} title={t("automations.when")}>
        <TriggerForm trigger={draft.trigger} onChange={(trigger) => onChange({ trigger })} />
      </Card>
      <Joint />
      <Card icon={<ListFilter />} title={t("automations.onlyIf")}>
        <FilterEditor
          fields={table.fields}
          filter={draft.conditions as FilterGroup | null}
          emptyText={t("automations.noConditions")}
          onChange={(conditions) => onChange({ conditions: withNames(conditions, table.fields) })}
        />
      </Card>
      <Joint />
      <StepList steps={draft.steps} before={[]} onChange={(steps) => onChange({ steps })} />
    </fieldset>
  );
}

/** A step that was just added is incomplete, not wrong: that is said quietly. Anything else is a failure. */
function SaveFault({ error, steps }: { error: ApiError; steps: readonly Step[] }) {
  const { t } = useTranslation();
  const faulty = error.status === 422 ? faultyStep(steps, error.faults[0]?.path) : null;
  if (faulty) {
    return (
      <p role="status" className="mb-4 rounded-md border border-line px-3 py-2 text-warn">
        {t("automations.incomplete", { place: faulty.place, step: t(`steps.${faulty.step.type}`) })}
      </p>
    );
  }
  return (
    <p role="alert" className="mb-4 rounded-md border border-bad/40 px-3 py-2 text-bad">
      {t("automations.saveFailed")} {error.reason}
    </p>
  );
}

export function Joint() {
  return <div aria-hidden className="mx-auto h-4 w-px bg-line" />;
}

const TRIGGERS = ["record_created", "record_updated", "field_changed", "manual"] as const;

function TriggerForm({ trigger, onChange }: { trigger: Trigger; onChange: (trigger: Trigger) => void }) {
  const { t } = useTranslation();
  const { table } = useBuilder();
  const reference = trigger.config?.field;
  const watched = typeof reference === "string" ? findField(table.fields, reference) : undefined;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <FormRow label={t("automations.trigger")}>
        <Select
          value={trigger.type}
          choices={TRIGGERS.map((type) => ({ value: type, label: t(`triggers.${type}`) }))}
          onChange={(type) => {
            const first = table.fields.find((field) => !field.readOnly);
            onChange({ type, config: type === "field_changed" && first ? { field: first.name } : {} });
          }}
        />
      </FormRow>
      {trigger.type === "field_changed" && (
        <FormRow label={t("automations.watched")}>
          <FieldSelect
            fields={table.fields}
            value={watched?.id ?? null}
            label={t("automations.watched")}
            onChange={(id) => onChange({ ...trigger, config: { field: findField(table.fields, id)?.name ?? id } })}
          />
        </FormRow>
      )}
    </div>
  );
}
