import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Textarea } from "@/ui/Input";
import { longText } from "./longText";
import type { ConfigProps, FieldType } from "./types";

function Config({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  return (
    <FormRow label={t("fields.prompt")} hint={t("fields.promptHint")}>
      <Textarea
        value={typeof config.prompt === "string" ? config.prompt : ""}
        maxLength={10_000}
        onChange={(event) => onChange({ ...config, prompt: event.target.value })}
      />
    </FormRow>
  );
}

export const aiText: FieldType = {
  ...longText,
  type: "aiText",
  icon: Sparkles,
  defaultConfig: () => ({ prompt: "" }),
  Config,
};
