import { use, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { useTyped } from "@/lib/useTyped";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { parseNumber } from "../numbers";
import { kindOf } from "../registry";
import { AttributeValue } from "./AttributeValue";
import { AttributesContext, takesAttribute } from "./attributes";
import { FileTypeValue } from "./FileTypeValue";
import { LinkValue } from "./LinkValue";
import { OptionValue } from "./OptionValue";
import { itemKind, operandOf } from "./operators";
import { PeopleValue } from "./PeopleValue";
import { DayValue, PeriodValue } from "./RelativeValue";

interface FilterValueProps {
  field: Field;
  operator: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

export function FilterValue(props: FilterValueProps) {
  const operand = operandOf(props.operator);
  if (!use(AttributesContext) || !takesAttribute(kindOf(props.field), operand)) return <PlainValue {...props} />;
  return (
    <AttributeValue several={operand === "several"} value={props.value} onChange={props.onChange}>
      <PlainValue {...props} />
    </AttributeValue>
  );
}

function PlainValue({ field, operator, value, onChange }: FilterValueProps) {
  const { t } = useTranslation();
  const kind = itemKind(kindOf(field));
  const operand = operandOf(operator);
  const dated = kind === "date" || kind === "datetime";
  if (operand === "none") return <span />;
  if (operand === "period") return <PeriodValue value={value} onChange={onChange} />;
  if (operand === "count") return <SizeValue value={value} onChange={onChange} />;
  if (operand === "fileType") return <FileTypeValue value={value} onChange={onChange} />;
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
  if (kind === "link" && operand === "several") return <LinkValue field={field} value={value} onChange={onChange} />;
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
  if (dated) return <DayValue value={value} onChange={onChange} />;
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
  // Every change is saved, and is a step of undo.
  const { type, flush } = useTyped(onChange);
  return (
    <Input
      type={dated ? "date" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      aria-label={label}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const typed = event.target.value.trim();
        type(typed === "" ? null : kind === "number" ? parseNumber(typed) : typed);
      }}
      onBlur={flush}
      onKeyDown={(event) => event.key === "Enter" && flush()}
    />
  );
}

/** How long a text is, or how many values there are. */
function SizeValue({ value, onChange }: Pick<FilterValueProps, "value" | "onChange">) {
  const { t } = useTranslation();
  return (
    <Input
      type="number"
      min={0}
      max={1_000_000}
      aria-label={t("filters.howMany")}
      value={typeof value === "number" ? value : ""}
      onChange={(event) => {
        const typed = Number.parseInt(event.target.value, 10);
        onChange(Number.isNaN(typed) ? null : Math.max(typed, 0));
      }}
    />
  );
}
