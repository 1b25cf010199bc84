import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import type { ConfigProps } from "../types";

export function RatingConfig({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  return (
    <FormRow label={t("fields.ratingMax")}>
      <Select
        value={String(config.max ?? 5)}
        choices={[3, 4, 5, 6, 7, 8, 9, 10].map((max) => ({ value: String(max), label: String(max) }))}
        onChange={(max) => onChange({ ...config, max: Number(max) })}
      />
    </FormRow>
  );
}
