import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ComboClear, ComboField } from "@/ui/ComboField";
import { type ComboItem, ComboList } from "@/ui/Combobox";

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
  const names = items.filter((item) => value.includes(item.id)).map((item) => item.name);
  return (
    <ComboField
      id={id}
      open={open}
      onOpenChange={setOpen}
      wraps
      chosen={
        value.length === 0
          ? t("account.allBases")
          : names.map((name, at) => (
              // Two bases may have one name.
              <span key={`${at}-${name}`} className="max-w-full truncate rounded-sm bg-hover px-1.5 py-0.5">
                {name}
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
