import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { useBuilder } from "../context";
import { useFault } from "../faults/context";
import { FieldValues, fieldValuesOf } from "./FieldValues";
import { TemplateInput } from "./TemplateInput";
import { configText, type StepFormProps, withConfig } from "./types";

export function UpdateRecordForm({ step, before, onChange }: StepFormProps) {
  const { t } = useTranslation();
  const { table } = useBuilder();
  return (
    <div className="flex flex-col gap-3">
      <FormRow label={t("automations.record")} error={useFault(step.id, "record")}>
        <TemplateInput
          label={t("automations.record")}
          value={configText(step, "record")}
          before={before}
          onChange={(record) => onChange(withConfig(step, { record }))}
        />
      </FormRow>
      <FieldValues
        stepId={step.id}
        table={table}
        values={fieldValuesOf(step)}
        before={before}
        onChange={(fields) => onChange(withConfig(step, { fields }))}
      />
    </div>
  );
}
