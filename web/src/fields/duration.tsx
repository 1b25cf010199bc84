import { Timer } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { DURATION_FORMATS, type DurationFormat, readDuration, writeDuration } from "./durationText";
import { TextInput } from "./editors/TextInput";
import { plainText } from "./plain";
import type { ConfigProps, EditorProps, FieldType } from "./types";

function formatOf(config: Record<string, unknown>): DurationFormat {
  return DURATION_FORMATS.find((each) => each === config.format) ?? "h:mm";
}

function show(value: unknown, field: Field): string {
  return typeof value === "number" ? writeDuration(value, formatOf(field.config)) : plainText(value);
}

const parse = (typed: string, field: Field) => readDuration(typed, formatOf(field.config)) ?? typed;

function Editor(props: EditorProps) {
  const { field } = props;
  return (
    <TextInput {...props} align="right" format={(value) => show(value, field)} parse={(typed) => parse(typed, field)} />
  );
}

function Config({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  return (
    <FormRow label={t("fields.format")}>
      <Select
        value={formatOf(config)}
        choices={DURATION_FORMATS.map((format) => ({
          value: format,
          label: `${format} · ${writeDuration(95_405.25, format)}`,
        }))}
        onChange={(format) => onChange({ ...config, format })}
      />
    </FormRow>
  );
}

export const duration: FieldType = {
  type: "duration",
  kind: "number",
  icon: Timer,
  width: 120,
  editable: true,
  defaultConfig: () => ({ format: "h:mm" }),
  paint: (value, field) => ({ kind: "text", text: show(value, field), align: "right", tabular: true }),
  text: show,
  parse,
  Editor,
  Config,
};
