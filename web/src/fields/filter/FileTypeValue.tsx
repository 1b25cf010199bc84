import { useTranslation } from "react-i18next";
import { Select } from "@/ui/Select";
import { FAMILIES } from "../files/files";

interface FileTypeValueProps {
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A kind of file in words; one that another client asked for stays as it is. */
export function FileTypeValue({ value, onChange }: FileTypeValueProps) {
  const { t } = useTranslation();
  const other = typeof value === "string" && value && !(FAMILIES as readonly string[]).includes(value) ? value : null;
  const families = FAMILIES.map((family) => ({ value: family as string, label: t(`files.families.${family}`) }));
  return (
    <Select
      label={t("filters.value")}
      placeholder={t("fields.choose")}
      value={typeof value === "string" ? value : ""}
      choices={other === null ? families : [...families, { value: other, label: other }]}
      onChange={onChange}
    />
  );
}
