import { ListFilter, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Definition, FilterGroup, Trigger } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { findField } from "@/fields/filter/draft";
import { FilterEditor } from "@/fields/filter/FilterEditor";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { useBuilder } from "../context";
import { withNames } from "../definition";
import { useFault } from "../faults/context";
import { FaultBox } from "../faults/FaultBox";
import { CONDITIONS, TRIGGER } from "../faults/placing";
import { StepList } from "../steps/StepList";
import { Card } from "./Card";

interface DefinitionEditorProps {
  draft: Definition;
  /** Above the cards: what is wrong with them. */
  notice: ReactNode;
  onChange: (part: Partial<Definition>) => void;
}

/** Top down: what starts it, what must hold, what it does. */
export function DefinitionEditor({ draft, notice, onChange }: DefinitionEditorProps) {
  const { t } = useTranslation();
  const { table, readOnly } = useBuilder();
  return (
    <fieldset disabled={readOnly} className="mx-auto flex w-full max-w-2xl min-w-0 flex-col px-4 py-6">
      {notice}
      <Card id={TRIGGER} icon={<Zap />} title={t("automations.when")}>
        <TriggerForm trigger={draft.trigger} onChange={(trigger) => onChange({ trigger })} />
      </Card>
      <Joint />
      <Card id={CONDITIONS} icon={<ListFilter />} title={t("automations.onlyIf")}>
        <FaultBox card={CONDITIONS} input="when" label={t("automations.conditions")}>
          <FilterEditor
            fields={table.fields}
            filter={draft.conditions as FilterGroup | null}
            emptyText={t("automations.noConditions")}
            onChange={(conditions) => onChange({ conditions: withNames(conditions, table.fields) })}
          />
        </FaultBox>
      </Card>
      <Joint />
      <StepList steps={draft.steps} before={[]} onChange={(steps) => onChange({ steps })} />
    </fieldset>
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
  const watchedFault = useFault(TRIGGER, "field");
  const watched = typeof reference === "string" ? findField(table.fields, reference) : undefined;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <FormRow label={t("automations.trigger")} error={useFault(TRIGGER, "type")}>
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
        <FormRow label={t("automations.watched")} error={watchedFault}>
          <FieldSelect
            fields={table.fields}
            value={watched?.id ?? null}
            missing={watched ? undefined : (reference as string | undefined)}
            label={t("automations.watched")}
            onChange={(id) => onChange({ ...trigger, config: { field: findField(table.fields, id)?.name ?? id } })}
          />
        </FormRow>
      )}
    </div>
  );
}
