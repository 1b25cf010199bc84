import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldTypeName, Option } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { parseNumber } from "../numbers";
import type { ConfigProps } from "../types";

interface DefaultProps extends ConfigProps {
  type: FieldTypeName;
}

/** A choice between nothing and one word that the server fills in when a record is made. */
const WORDS: Partial<Record<FieldTypeName, { label: "today" | "now" | "myself" | "ticked"; value: unknown }>> = {
  date: { label: "today", value: { mode: "today" } },
  datetime: { label: "now", value: { mode: "now" } },
  user: { label: "myself", value: { currentUser: true } },
  multiUser: { label: "myself", value: { currentUser: true } },
  checkbox: { label: "ticked", value: true },
};
const NUMBERS: readonly FieldTypeName[] = ["number", "percent", "currency", "rating"];
const TEXTS: readonly FieldTypeName[] = ["text", "longText", "url", "email", "phone", "barcode", "aiText"];

/** What the cell of a new record begins with. */
export function DefaultConfig({ type, config, onChange }: DefaultProps) {
  const { t } = useTranslation();
  const set = (value: unknown) => onChange({ ...config, default: value });
  const word = WORDS[type];
  if (word) {
    return (
      <FormRow label={t("fields.default")}>
        <Select
          value={config.default ? "word" : "none"}
          choices={[
            { value: "none", label: t("fields.noDefault") },
            { value: "word", label: t(`fields.defaults.${word.label}`) },
          ]}
          onChange={(next) => set(next === "word" ? word.value : null)}
        />
      </FormRow>
    );
  }
  if (type === "singleSelect") {
    const options = Array.isArray(config.options) ? (config.options as Option[]) : [];
    const chosen = options.find((each) => each.id === config.default || each.name === config.default);
    return (
      <FormRow label={t("fields.default")}>
        <Select
          value={chosen?.name ?? ""}
          placeholder={t("fields.noDefault")}
          choices={[
            ...(chosen ? [{ value: "\u0000", label: t("fields.noDefault") }] : []),
            ...options.map((each) => ({ value: each.name, label: each.name })),
          ]}
          onChange={(name) => set(name === "\u0000" ? null : (options.find((each) => each.name === name)?.id ?? name))}
        />
      </FormRow>
    );
  }
  if (NUMBERS.includes(type)) return <TypedDefault numeric value={config.default} onChange={set} />;
  if (TEXTS.includes(type)) return <TypedDefault numeric={false} value={config.default} onChange={set} />;
  return null;
}

interface TypedProps {
  numeric: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

function TypedDefault({ numeric, value, onChange }: TypedProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value === null || value === undefined ? "" : String(value));
  return (
    <FormRow label={t("fields.default")}>
      <Input
        inputMode={numeric ? "decimal" : undefined}
        placeholder={t("fields.noDefault")}
        value={text}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          onChange(typed === "" ? null : numeric ? (parseNumber(typed) ?? typed) : typed);
        }}
      />
    </FormRow>
  );
}
