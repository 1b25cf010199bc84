import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { cn } from "@/lib/cn";
import { ComboList } from "@/ui/Combobox";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import { fieldType } from "./registry";

interface FieldSelectProps {
  fields: readonly Field[];
  value: string | null;
  onChange: (fieldId: string) => void;
  label: string;
  id?: string;
  className?: string;
  /** A name that none of the fields has: shown as what was chosen. */
  missing?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
}

/** Chooses one field of a table; searchable, with type icons. */
export function FieldSelect({ fields, value, onChange, label, className, missing, ...control }: FieldSelectProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const current = fields.find((field) => field.id === value);
  const Icon = current && fieldType(current.type).icon;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        {...control}
        aria-label={current || missing ? `${label}: ${current?.name ?? missing}` : label}
        className={cn(
          "flex h-8 w-full min-w-0 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-left hover:border-faint/60 aria-invalid:border-bad",
          className,
        )}
      >
        {Icon && <Icon className="size-4 shrink-0 text-muted" />}
        <span className={cn("min-w-0 flex-1 truncate", !current && "text-faint")}>
          {current?.name ?? missing ?? t("fields.chooseField")}
        </span>
        <ChevronDown className="size-3.5 shrink-0 text-muted" />
      </PopoverTrigger>
      <PopoverContent className="w-60">
        <ComboList
          label={label}
          selected={value ? [value] : []}
          items={fields.map((field) => {
            const TypeIcon = fieldType(field.type).icon;
            return { id: field.id, name: field.name, icon: <TypeIcon /> };
          })}
          onPick={(id) => {
            setOpen(false);
            onChange(id);
          }}
          onCancel={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
