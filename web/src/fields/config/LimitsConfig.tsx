import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldTypeName } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { parseNumber } from "../numbers";
import { fieldType } from "../registry";
import { type ConfigProps, LIMITS } from "../types";
import { DefaultConfig } from "./DefaultConfig";

interface LimitsProps extends ConfigProps {
  type: FieldTypeName;
  /** Why there is no default: it would show what encrypted values are like, or give two records the same value. */
  withoutDefault?: "sealed" | "unique";
}

function hasDefault(type: FieldTypeName): boolean {
  const { kind } = fieldType(type);
  return kind !== "none" && kind !== "file";
}

/** What values are held to, and what new records begin with; folded away until somebody wants it. */
export function LimitsConfig({ type, config, onChange, withoutDefault }: LimitsProps) {
  const limits = LIMITS[type] ?? null;
  const set = (key: string) => (value: unknown) => onChange({ ...config, [key]: value });
  const { t } = useTranslation();
  return (
    <>
      {limits === "number" && (
        <div className="grid grid-cols-2 gap-2">
          <NumberRow label={t("fields.min")} value={config.min} onChange={set("min")} />
          <NumberRow label={t("fields.max")} value={config.max} onChange={set("max")} />
        </div>
      )}
      {limits === "date" && (
        <div className="grid grid-cols-2 gap-2">
          <DayRow label={t("fields.earliest")} value={config.min} onChange={set("min")} />
          <DayRow label={t("fields.latest")} value={config.max} onChange={set("max")} />
        </div>
      )}
      {limits === "text" && (
        <>
          <div className="grid grid-cols-2 gap-2">
            <NumberRow label={t("fields.minLength")} value={config.minLength} onChange={set("minLength")} />
            <NumberRow label={t("fields.maxLength")} value={config.maxLength} onChange={set("maxLength")} />
          </div>
          <FormRow label={t("fields.pattern")} hint={t("fields.patternHint")}>
            <Input
              className="font-mono"
              spellCheck={false}
              maxLength={500}
              value={typeof config.pattern === "string" ? config.pattern : ""}
              onChange={(event) => set("pattern")(event.target.value || null)}
            />
          </FormRow>
        </>
      )}
      {hasDefault(type) && withoutDefault === "unique" && (
        <p className="text-sm text-muted">{t("fields.noDefaultAlone")}</p>
      )}
      {hasDefault(type) && !withoutDefault && <DefaultConfig type={type} config={config} onChange={onChange} />}
    </>
  );
}

interface RowProps {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function NumberRow({ label, value, onChange }: RowProps) {
  const [text, setText] = useState(value === null || value === undefined ? "" : String(value));
  return (
    <FormRow label={label}>
      <Input
        inputMode="decimal"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const typed = event.target.value.trim();
          // What is no number goes to the server as it is, which says so.
          onChange(typed === "" ? null : (parseNumber(typed) ?? typed));
        }}
      />
    </FormRow>
  );
}

function DayRow({ label, value, onChange }: RowProps) {
  return (
    <FormRow label={label}>
      <Input
        type="date"
        value={typeof value === "string" ? value : ""}
        onChange={(event) => onChange(event.target.value || null)}
      />
    </FormRow>
  );
}
