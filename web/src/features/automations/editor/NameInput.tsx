import { useTranslation } from "react-i18next";

interface NameInputProps {
  value: string;
  disabled: boolean;
  onChange: (name: string) => void;
}

export function NameInput({ value, disabled, onChange }: NameInputProps) {
  const { t } = useTranslation();
  return (
    <input
      aria-label={t("common.name")}
      data-testid="automation-name"
      value={value}
      disabled={disabled}
      maxLength={200}
      onChange={(event) => onChange(event.target.value)}
      className="-ml-1.5 h-8 min-w-32 flex-1 rounded-md bg-transparent px-1.5 text-lg font-semibold hover:bg-hover focus:bg-surface"
    />
  );
}
