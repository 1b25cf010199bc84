import type { Field } from "@/api/types";
import { Checkbox } from "@/ui/Checkbox";
import { FormRow } from "@/ui/FormRow";
import { Input, Textarea } from "@/ui/Input";
import { Select } from "@/ui/Select";

interface FormFieldProps {
  field: Field;
  value: unknown;
  error: string | null;
  onChange: (value: unknown) => void;
}

const NUMBERS = new Set(["number", "percent", "currency", "rating", "duration"]);
const INPUTS: Partial<Record<Field["type"], string>> = { email: "email", url: "url", phone: "tel", date: "date" };

export function FormField({ field, value, error, onChange }: FormFieldProps) {
  const label = field.required ? `${field.name} *` : field.name;
  const hint = field.description || undefined;
  const text = value === null || value === undefined ? "" : String(value);
  const optionsOf = (field.config.options ?? []) as { id: string; name: string }[];
  if (field.type === "checkbox")
    return (
      <div className="flex flex-col gap-1">
        <Tick label={label} on={value === true} set={onChange} />
        {error && <p className="text-bad text-sm">{error}</p>}
      </div>
    );
  if (field.type === "multiSelect") {
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    return (
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-muted text-sm">{label}</legend>
        {optionsOf.map((option) => (
          <Tick
            key={option.id}
            label={option.name}
            on={chosen.includes(option.name)}
            set={(on) => onChange(on ? [...chosen, option.name] : chosen.filter((each) => each !== option.name))}
          />
        ))}
        {error && <p className="text-bad text-sm">{error}</p>}
      </fieldset>
    );
  }
  if (field.type === "singleSelect")
    return (
      <FormRow label={label} hint={hint} error={error}>
        <Select
          value={text}
          placeholder="–"
          choices={optionsOf.map((option) => ({ value: option.name, label: option.name }))}
          onChange={onChange}
        />
      </FormRow>
    );
  if (field.type === "longText")
    return (
      <FormRow label={label} hint={hint} error={error}>
        <Textarea rows={4} value={text} onChange={(event) => onChange(event.target.value || null)} />
      </FormRow>
    );
  if (NUMBERS.has(field.type))
    return (
      <FormRow label={label} hint={hint} error={error}>
        <Input
          type="number"
          step="any"
          defaultValue={text}
          onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
        />
      </FormRow>
    );
  if (field.type === "datetime")
    return (
      <FormRow label={label} hint={hint} error={error}>
        <Input
          type="datetime-local"
          onChange={(event) => onChange(event.target.value ? new Date(event.target.value).toISOString() : null)}
        />
      </FormRow>
    );
  return (
    <FormRow label={label} hint={hint} error={error}>
      <Input
        type={INPUTS[field.type] ?? "text"}
        value={text}
        onChange={(event) => onChange(event.target.value || null)}
      />
    </FormRow>
  );
}

function Tick({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <div className="flex items-center gap-2">
      <Checkbox label={label} checked={on} onChange={set} />
      <span aria-hidden>{label}</span>
    </div>
  );
}
