import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Step, Table } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { findField } from "@/fields/filter/draft";
import { parseNumber } from "@/fields/numbers";
import { plainText } from "@/fields/plain";
import { isEditable, kindOf } from "@/fields/registry";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { useFault } from "../faults/context";
import { FaultText } from "../faults/FaultBox";
import { TemplateInput } from "./TemplateInput";

interface FieldValuesProps {
  stepId: string;
  table: Table;
  values: Record<string, unknown>;
  before: readonly Step[];
  onChange: (values: Record<string, unknown>) => void;
}

/** Literals get the type of their field; anything with a reference stays text and is rendered when the step runs. */
function literal(typed: string, field: Field | undefined): unknown {
  if (!field || typed.includes("{{")) return typed;
  const kind = kindOf(field);
  if (kind === "number") return parseNumber(typed, "en") ?? typed;
  if (kind === "boolean" && /^(true|false)$/i.test(typed)) return typed.toLowerCase() === "true";
  return typed;
}

/** Which fields a step writes, and with what. */
export function FieldValues({ stepId, table, values, before, onChange }: FieldValuesProps) {
  const { t } = useTranslation();
  const entries = Object.entries(values);
  const writable = table.fields.filter(isEditable);
  const free = writable.find((field) => !(field.name in values) && !(field.id in values));
  const save = (next: [string, unknown][]) => onChange(Object.fromEntries(next));
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-sm font-medium text-muted">{t("automations.setFields")}</legend>
      {entries.map(([name, value], index) => {
        const field = findField(table.fields, name);
        return (
          <FieldValue
            key={name}
            stepId={stepId}
            name={name}
            value={value}
            field={field}
            choices={writable.filter((each) => each === field || !(each.name in values))}
            before={before}
            onChange={(next) => save(entries.map((entry, at) => (at === index ? next : entry)))}
            onRemove={() => save(entries.filter((_, at) => at !== index))}
          />
        );
      })}
      {free && (
        <Button size="sm" look="ghost" className="self-start" onClick={() => save([...entries, [free.name, ""]])}>
          <Plus />
          {t("automations.addValue")}
        </Button>
      )}
    </fieldset>
  );
}

interface FieldValueProps {
  stepId: string;
  name: string;
  value: unknown;
  /** None when the table has no field of that name. */
  field: Field | undefined;
  choices: readonly Field[];
  before: readonly Step[];
  onChange: (entry: [string, unknown]) => void;
  onRemove: () => void;
}

function FieldValue({ stepId, name, value, field, choices, before, onChange, onRemove }: FieldValueProps) {
  const { t } = useTranslation();
  const id = useId();
  const fault = useFault(stepId, `fields.${name}`);
  return (
    <div>
      <div className="flex items-start gap-1.5">
        <FieldSelect
          className={cn("w-44 shrink-0 max-sm:w-28", fault && !field && "border-bad")}
          fields={choices}
          value={field?.id ?? null}
          missing={field ? undefined : name}
          label={t("filters.field")}
          onChange={(key) => onChange([choices.find((each) => each.id === key)?.name ?? key, field ? "" : value])}
        />
        <TemplateInput
          label={t("automations.valueOf", { name })}
          value={plainText(value)}
          before={before}
          placeholder={field && kindOf(field) === "option" ? t("fields.optionName") : undefined}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? id : undefined}
          onChange={(typed) => onChange([name, literal(typed, field)])}
        />
        <IconButton label={t("common.remove")} onClick={onRemove}>
          <X />
        </IconButton>
      </div>
      {fault && <FaultText id={id}>{fault}</FaultText>}
    </div>
  );
}

export function fieldValuesOf(step: Step): Record<string, unknown> {
  const fields = step.config?.fields;
  return typeof fields === "object" && fields !== null ? (fields as Record<string, unknown>) : {};
}
