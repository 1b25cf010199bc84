import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { useBuilder } from "../context";
import { useFault } from "../faults/context";
import { FieldValues, fieldValuesOf } from "./FieldValues";
import { configText, type StepFormProps, withConfig } from "./types";

export function CreateRecordForm({ step, before, onChange }: StepFormProps) {
  const { t } = useTranslation();
  const { table: own, tables } = useBuilder();
  const target = tables.find((each) => each.id === configText(step, "tableId")) ?? own;
  return (
    <div className="flex flex-col gap-3">
      <FormRow label={t("automations.targetTable")} error={useFault(step.id, "tableId")}>
        <Select
          value={target.id}
          choices={tables.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(tableId) => onChange(withConfig(step, { tableId, fields: {} }))}
        />
      </FormRow>
      <FieldValues
        stepId={step.id}
        table={target}
        values={fieldValuesOf(step)}
        before={before}
        onChange={(fields) => onChange(withConfig(step, { fields }))}
      />
    </div>
  );
}
