import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { ComboList } from "@/ui/Combobox";
import { ComboField } from "@/ui/ComboField";
import { FormRow } from "@/ui/FormRow";
import { OptionChip } from "@/ui/OptionChip";
import { Select } from "@/ui/Select";
import { fieldType } from "../registry";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";

/** Fields whose values nobody changes by editing a record. */
const UNCHANGED = new Set<Field["type"]>([
  "createdTime",
  "createdBy",
  "modifiedTime",
  "modifiedBy",
  "autoNumber",
  "button",
]);

/** Whether any change counts, or only changes of certain fields. */
export function LimitedConfig({ config, onChange, fieldId, faults }: ConfigProps) {
  const { t } = useTranslation();
  const offered = (useFieldTable()?.fields ?? []).filter((each) => !UNCHANGED.has(each.type) && each.id !== fieldId);
  const named = Array.isArray(config.fields) ? config.fields.map(String) : null;
  // Those in the trash count again when they are back; until then they are not shown.
  const chosen = offered.filter((each) => named?.includes(each.id));
  return (
    <>
      <FormRow label={t("limited.label")}>
        <Select
          value={named ? "some" : "all"}
          choices={[
            { value: "all", label: t("limited.all") },
            { value: "some", label: t("limited.some") },
          ]}
          onChange={(which) => onChange({ ...config, fields: which === "all" ? null : [] })}
        />
      </FormRow>
      {named && (
        <FormRow label={t("limited.fields")} hint={hintOf(named.length, chosen.length)} error={faults?.fields}>
          <FieldsField
            fields={offered}
            chosen={chosen}
            onChange={(next) => onChange({ ...config, fields: next.map((each) => each.id) })}
          />
        </FormRow>
      )}
    </>
  );

  function hintOf(all: number, shown: number): string | undefined {
    if (shown > 0) return undefined;
    return all > 0 ? t("limited.gone") : t("limited.none");
  }
}

interface FieldsFieldProps {
  fields: readonly Field[];
  chosen: readonly Field[];
  onChange: (fields: readonly Field[]) => void;
  id?: string;
}

/** Chooses several fields of the table. */
function FieldsField({ fields, chosen, onChange, id }: FieldsFieldProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <ComboField
      wraps
      id={id}
      open={open}
      onOpenChange={setOpen}
      label={[t("limited.fields"), ...chosen.map((each) => each.name)].join(" ")}
      chosen={
        chosen.length > 0 ? chosen.map((each) => <OptionChip key={each.id} name={each.name} color="gray" />) : null
      }
    >
      <ComboList
        label={t("limited.fields")}
        selected={chosen.map((each) => each.id)}
        items={fields.map((each) => {
          const TypeIcon = fieldType(each.type).icon;
          return { id: each.id, name: each.name, icon: <TypeIcon /> };
        })}
        onPick={(picked) =>
          onChange(fields.filter((each) => (each.id === picked) !== chosen.some((other) => other.id === each.id)))
        }
        onCancel={() => setOpen(false)}
      />
    </ComboField>
  );
}
