import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ComboItem, ComboList } from "@/ui/Combobox";
import { ComboClear, ComboField } from "@/ui/ComboField";

interface BasesFieldProps {
  items: readonly ComboItem[];
  /** Ids; none of them is all. */
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
  id?: string;
}

export function BasesField({ items, value, onChange, id }: BasesFieldProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const chosen = items.filter((item) => value.includes(item.id));
  return (
    <ComboField
      id={id}
      open={open}
      onOpenChange={setOpen}
      wraps
      chosen={
        value.length === 0
          ? t("account.allBases")
          : chosen.map((item) => (
              <span key={item.id} className="max-w-full truncate rounded-sm bg-hover px-1.5 py-0.5">
                {item.name}
              </span>
            ))
      }
    >
      <ComboList
        label={t("account.tokenBases")}
        items={items}
        selected={value}
        onPick={(picked) =>
          onChange(value.includes(picked) ? value.filter((each) => each !== picked) : [...value, picked])
        }
        onCancel={() => setOpen(false)}
      />
      {value.length > 0 && <ComboClear onClear={() => onChange([])} />}
    </ComboField>
  );
}
