import { useTranslation } from "react-i18next";
import type { FilterGroup } from "@/api/types";
import { FilterEditor } from "@/fields/filter/FilterEditor";
import { useBuilder } from "../context";
import { EMPTY_FILTER, withNames } from "../definition";
import { FaultBox } from "../faults/FaultBox";
import { type StepFormProps, withConfig } from "./types";

export function ConditionForm({ step, onChange }: StepFormProps) {
  const { t } = useTranslation();
  const { table } = useBuilder();
  return (
    <>
      <p className="mb-2 text-muted">{t("automations.conditionHint")}</p>
      <FaultBox card={step.id} input="when" label={t("automations.conditions")}>
        <FilterEditor
          fields={table.fields}
          filter={step.config?.when as FilterGroup | undefined}
          emptyText={t("automations.noConditions")}
          onChange={(when) => onChange(withConfig(step, { when: withNames(when, table.fields) ?? EMPTY_FILTER }))}
        />
      </FaultBox>
    </>
  );
}
