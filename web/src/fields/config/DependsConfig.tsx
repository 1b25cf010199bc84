import { useTranslation } from "react-i18next";
import type { Field, Option } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { optionsOf } from "../options";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";

type Rule = { field: string; allow: Record<string, string[]> };

const NONE = "none";

/** Which options may stand beside which option of another select field. */
export function DependsConfig({ config, onChange, fieldId }: ConfigProps) {
  const { t } = useTranslation();
  const table = useFieldTable();
  const others = (table?.fields ?? []).filter(
    (each) => (each.type === "singleSelect" || each.type === "multiSelect") && each.id !== fieldId,
  );
  const rule = (config.dependsOn ?? null) as Rule | null;
  const other = others.find((each) => each.id === rule?.field);
  const own = Array.isArray(config.options) ? (config.options as Partial<Option>[]) : [];
  if (others.length === 0) return null;
  return (
    <>
      <FormRow label={t("fields.dependsOn")}>
        <Select
          value={other?.id ?? NONE}
          choices={[
            { value: NONE, label: t("fields.dependsOnNothing") },
            ...others.map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(id) => onChange({ ...config, dependsOn: id === NONE ? null : { field: id, allow: {} } })}
        />
      </FormRow>
      {rule && other && (
        <Allowed rule={rule} other={other} own={own} onRule={(dependsOn) => onChange({ ...config, dependsOn })} />
      )}
    </>
  );
}

interface AllowedProps {
  rule: Rule;
  other: Field;
  own: readonly Partial<Option>[];
  onRule: (rule: Rule) => void;
}

function Allowed({ rule, other, own, onRule }: AllowedProps) {
  const { t } = useTranslation();
  /** New options have no id yet; the server knows them by name. */
  const keyOf = (option: Partial<Option>) => option.id ?? option.name ?? "";
  const all = own.map(keyOf);
  function toggle(owner: string, key: string) {
    const now = rule.allow[owner] ?? all;
    const next = now.includes(key) ? now.filter((each) => each !== key) : [...now, key];
    const allow = { ...rule.allow, [owner]: next };
    if (all.every((each) => next.includes(each))) delete allow[owner];
    onRule({ ...rule, allow });
  }
  return (
    <div className="flex max-h-56 flex-col gap-2 overflow-y-auto">
      {optionsOf(other).map((owner) => (
        <fieldset key={owner.id} className="flex flex-col gap-1 rounded-md border border-line p-2">
          <legend className="px-1 text-sm text-muted">{t("fields.allowedBeside", { name: owner.name })}</legend>
          {own.map((option) => (
            <label key={keyOf(option)} className="flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                className="accent-accent"
                checked={(rule.allow[owner.id] ?? all).includes(keyOf(option))}
                onChange={() => toggle(owner.id, keyOf(option))}
              />
              <span className="truncate">{option.name}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
