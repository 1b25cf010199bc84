import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { ComboList } from "@/ui/Combobox";
import { OptionChip } from "@/ui/OptionChip";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
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
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        aria-label={[t("filters.value"), ...picked.map((option) => option.name)].join(" ")}
        className="flex h-8 w-full items-center gap-1 overflow-hidden rounded-md border border-line bg-surface px-2 text-left hover:border-faint/60"
      >
        {picked.map((option) => (
          <OptionChip key={option.id} name={option.name} color={option.color} />
        ))}
        {picked.length === 0 && (
          <span aria-hidden className="text-muted">
            {t("fields.choose")}
          </span>
        )}
      </PopoverTrigger>
      <PopoverContent className="w-56">
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
      </PopoverContent>
    </Popover>
  );
}
