import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field, Step, Table } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { findField } from "@/fields/filter/draft";
import { parseNumber } from "@/fields/numbers";
import { plainText } from "@/fields/plain";
import { fieldType, isEditable } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { TemplateInput } from "./TemplateInput";

interface FieldValuesProps {
  table: Table;
  values: Record<string, unknown>;
  before: readonly Step[];
  onChange: (values: Record<string, unknown>) => void;
}

/** Literals get the type of their field; anything with a reference stays text and is rendered when the step runs. */
function literal(typed: string, field: Field | undefined): unknown {
  if (!field || typed.includes("{{")) return typed;
  const { kind } = fieldType(field.type);
  if (kind === "number") return parseNumber(typed, "en") ?? typed;
  if (kind === "boolean" && /^(true|false)$/i.test(typed)) return typed.toLowerCase() === "true";
  return typed;
}

/** Which fields a step writes, and with what. */
export function FieldValues({ table, values, before, onChange }: FieldValuesProps) {
  const { t } = useTranslation();
  const entries = Object.entries(values);
  const writable = table.fields.filter(isEditable);
  const free = writable.find((field) => !(field.name in values) && !(field.id in values));
  const save = (next: [string, unknown][]) => onChange(Object.fromEntries(next));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-sm font-medium text-muted">{t("automations.setFields")}</legend>
      {entries.map(([name, value], index) => {
        const field = findField(table.fields, name);
        return (
          <div key={name} className="flex items-start gap-1.5">
            <FieldSelect
              className="w-44 shrink-0 max-sm:w-28"
              fields={writable.filter((each) => each === field || !(each.name in values))}
              value={field?.id ?? null}
              label={t("filters.field")}
              onChange={(id) =>
                save(entries.map((entry, at) => (at === index ? [findField(table.fields, id)?.name ?? id, ""] : entry)))
              }
            />
            <TemplateInput
              label={t("automations.valueOf", { name })}
              value={plainText(value)}
              before={before}
              placeholder={field && fieldType(field.type).kind === "option" ? t("fields.optionName") : undefined}
              onChange={(typed) =>
                save(entries.map((entry, at) => (at === index ? [name, literal(typed, field)] : entry)))
              }
            />
            <IconButton label={t("common.remove")} onClick={() => save(entries.filter((_, at) => at !== index))}>
              <X />
            </IconButton>
          </div>
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

export function fieldValuesOf(step: Step): Record<string, unknown> {
  const fields = step.config?.fields;
  return typeof fields === "object" && fields !== null ? (fields as Record<string, unknown>) : {};
}
