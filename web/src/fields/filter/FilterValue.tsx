import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { ComboList } from "@/ui/Combobox";
import { Input } from "@/ui/Input";
import { OptionChip } from "@/ui/OptionChip";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import { Select } from "@/ui/Select";
import { parseNumber } from "../numbers";
import { chosen, optionsOf } from "../options";
import { fieldType } from "../registry";
import { countsDays, operandOf, PERIODS, type Period } from "./operators";
import { PeopleValue } from "./PeopleValue";

interface FilterValueProps {
  field: Field;
  operator: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

export function FilterValue({ field, operator, value, onChange }: FilterValueProps) {
  const { t } = useTranslation();
  const { kind } = fieldType(field.type);
  const operand = operandOf(operator);
  if (operand === "none") return <span />;
  if (operand === "period") return <PeriodValue value={value} onChange={onChange} />;
  if (kind === "option" || kind === "options")
    return <OptionValue field={field} many={operand === "several"} value={value} onChange={onChange} />;
  if (kind === "boolean") {
    return (
      <Select
        label={t("filters.value")}
        value={value === false ? "false" : "true"}
        choices={[
          { value: "true", label: t("filters.checked") },
          { value: "false", label: t("filters.unchecked") },
        ]}
        onChange={(next) => onChange(next === "true")}
      />
    );
  }
  if (kind === "user" || kind === "users")
    return <PeopleValue field={field} many={operand === "several"} value={value} onChange={onChange} />;
  if (operand === "range") {
    const ends = Array.isArray(value) ? value : [null, null];
    return (
      <div className="flex items-center gap-1">
        <SingleValue
          kind={kind}
          label={t("filters.from")}
          value={ends[0]}
          onChange={(end) => onChange([end, ends[1]])}
        />
        <span className="text-muted">–</span>
        <SingleValue kind={kind} label={t("filters.to")} value={ends[1]} onChange={(end) => onChange([ends[0], end])} />
      </div>
    );
  }
  return <SingleValue kind={kind} label={t("filters.value")} value={value} onChange={onChange} />;
}

interface SingleValueProps {
  kind: string;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function SingleValue({ kind, label, value, onChange }: SingleValueProps) {
  const dated = kind === "date" || kind === "datetime";
  const [text, setText] = useState(value === null || value === undefined ? "" : String(value));
  return (
    <Input
      type={dated ? "date" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      aria-label={label}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const typed = event.target.value.trim();
        onChange(typed === "" ? null : kind === "number" ? parseNumber(typed) : typed);
      }}
    />
  );
}

function PeriodValue({ value, onChange }: Pick<FilterValueProps, "value" | "onChange">) {
  const { t } = useTranslation();
  const period = (value ?? { mode: "thisWeek" }) as { mode: Period; count?: number };
  return (
    <div className="flex items-center gap-1">
      <Select
        label={t("filters.value")}
        value={period.mode}
        choices={PERIODS.map((mode) => ({ value: mode, label: t(`filters.periods.${mode}`) }))}
        onChange={(mode) => onChange(countsDays(mode) ? { mode, count: period.count ?? 7 } : { mode })}
      />
      {countsDays(period.mode) && (
        <Input
          type="number"
          min={1}
          max={3660}
          aria-label={t("filters.days")}
          className="w-16"
          value={period.count ?? ""}
          onChange={(event) => onChange({ mode: period.mode, count: Math.max(1, Number(event.target.value) || 1) })}
        />
      )}
    </div>
  );
}

interface OptionValueProps {
  field: Field;
  many: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

function OptionValue({ field, many, value, onChange }: OptionValueProps) {
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
