import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { useFault } from "../faults/context";
import { TemplateInput } from "./TemplateInput";
import { configText, recipients, type StepFormProps, withConfig } from "./types";

/** Keeps what is typed as typed (a trailing comma, a space), while the step gets the list. */
export function RecipientsInput({ step, before, onChange }: StepFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(() => configText(step, "to"));
  return (
    <FormRow label={t("automations.to")} hint={t("automations.toHint")} error={useFault(step.id, "to")}>
      <TemplateInput
        label={t("automations.to")}
        value={typed}
        before={before}
        onChange={(next) => {
          setTyped(next);
          onChange(withConfig(step, { to: recipients(next) }));
        }}
      />
    </FormRow>
  );
}
