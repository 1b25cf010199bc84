import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { ComboList } from "@/ui/Combobox";
import { ComboField } from "@/ui/ComboField";
import { OptionChip } from "@/ui/OptionChip";
import { chosen, optionsOf } from "../options";

interface OptionValueProps {
  field: Field;
  many: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

export function OptionValue({ field, many, value, onChange }: OptionValueProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const picked = chosen(field, value);
  const ids = picked.map((option) => option.id);
  function pick(id: string) {
    if (many) return onChange(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
    setOpen(false);
    onChange(id);
  }
  return (
    <ComboField
      open={open}
      onOpenChange={setOpen}
      label={[t("filters.value"), ...picked.map((option) => option.name)].join(" ")}
      className="w-56"
      chosen={
        picked.length > 0
          ? picked.map((each) => <OptionChip key={each.id} name={each.name} color={each.color} />)
          : null
      }
    >
      <ComboList
        label={field.name}
        selected={ids}
        items={optionsOf(field).map((option) => ({
          id: option.id,
          name: option.name,
          content: <OptionChip name={option.name} color={option.color} />,
        }))}
        onPick={pick}
        onCancel={() => setOpen(false)}
      />
    </ComboField>
  );
}
