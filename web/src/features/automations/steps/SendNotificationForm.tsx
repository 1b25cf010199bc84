import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { useFault } from "../faults/context";
import { RecipientsInput } from "./RecipientsInput";
import { TemplateInput } from "./TemplateInput";
import { configText, type StepFormProps, withConfig } from "./types";

export function SendNotificationForm(props: StepFormProps) {
  const { step, before, onChange } = props;
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3">
      <RecipientsInput {...props} />
      <FormRow label={t("automations.notificationTitle")} error={useFault(step.id, "title")}>
        <TemplateInput
          label={t("automations.notificationTitle")}
          value={configText(step, "title")}
          before={before}
          onChange={(title) => onChange(withConfig(step, { title }))}
        />
      </FormRow>
      <FormRow label={t("automations.body")} error={useFault(step.id, "body")}>
        <TemplateInput
          multiline
          label={t("automations.body")}
          value={configText(step, "body")}
          before={before}
          onChange={(body) => onChange(withConfig(step, { body }))}
        />
      </FormRow>
    </div>
  );
}
