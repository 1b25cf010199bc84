import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import type { ConfigProps } from "../types";

const ANY = "any";

export function PrecisionConfig({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  const choices = [ANY, "0", "1", "2", "3", "4", "6", "8"].map((value) => ({
    value,
    label: value === ANY ? t("fields.anyPrecision") : Number(0).toFixed(Number(value)),
  }));
  return (
    <FormRow label={t("fields.precision")}>
      <Select
        value={typeof config.precision === "number" ? String(config.precision) : ANY}
        choices={choices}
        onChange={(value) => onChange({ ...config, precision: value === ANY ? null : Number(value) })}
      />
    </FormRow>
  );
}
