import { useTranslation } from "react-i18next";
import type { FilterGroup } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";
import { RecordConditions } from "./RecordConditions";
import { useBaseTables } from "./useBaseTables";

const CARDINALITIES = ["manyToMany", "manyToOne", "oneToMany", "oneToOne"] as const;
type Cardinality = (typeof CARDINALITIES)[number];
type Choices = { filter: FilterGroup | null; viewId: string | null };

const ALL = "all";

/** Which table is linked is settled when the field is made; how many records may be, and which are offered, is not. */
export function LinkConfig({ config, onChange, faults }: ConfigProps) {
  const { t } = useTranslation();
  const here = useFieldTable()?.id;
  const tables = useBaseTables();
  const made = typeof config.symmetricFieldId === "string";
  const target = tables.find((each) => each.id === config.tableId);
  const choices = { filter: null, viewId: null, ...(config.choices as Partial<Choices> | null) };
  const choose = (next: Choices) => onChange({ ...config, choices: next.filter || next.viewId ? next : null });
  return (
    <>
      <FormRow
        label={t("fields.linkedTable")}
        hint={config.tableId === here && here ? t("fields.selfLink") : undefined}
        error={faults?.tableId}
      >
        <Select
          value={String(config.tableId ?? "")}
          placeholder={t("fields.choose")}
          disabled={made}
          choices={tables.map((each) => ({
            value: each.id,
            label: each.id === here ? t("fields.thisTable", { name: each.name }) : each.name,
          }))}
          onChange={(tableId) => {
            const { choices: _ofAnotherTable, ...others } = config;
            onChange({ ...others, tableId });
          }}
        />
      </FormRow>
      <FormRow label={t("fields.cardinality")} error={faults?.cardinality}>
        <Select
          value={(config.cardinality ?? "manyToMany") as Cardinality}
          choices={CARDINALITIES.map((each) => ({ value: each, label: t(`fields.cardinalities.${each}`) }))}
          onChange={(cardinality) => onChange({ ...config, cardinality })}
        />
      </FormRow>
      {!made && (
        <FormRow label={t("fields.symmetricName")} hint={t("fields.symmetricHint")} error={faults?.symmetricName}>
          <Input
            value={String(config.symmetricName ?? "")}
            maxLength={200}
            onChange={(event) => onChange({ ...config, symmetricName: event.target.value || null })}
          />
        </FormRow>
      )}
      {target && (
        <>
          <FormRow label={t("fields.choicesView")} hint={t("fields.choicesHint")}>
            <Select
              value={choices.viewId ?? ALL}
              choices={[
                { value: ALL, label: t("fields.choicesAll") },
                ...target.views.map((each) => ({ value: each.id, label: each.name })),
              ]}
              onChange={(viewId) => choose({ ...choices, viewId: viewId === ALL ? null : viewId })}
            />
          </FormRow>
          <RecordConditions
            key={target.id}
            table={target}
            title={t("fields.choicesFilter")}
            emptyText={t("fields.choicesFilterEmpty")}
            filter={choices.filter}
            error={faults?.choices}
            onChange={(filter) => choose({ ...choices, filter })}
          />
        </>
      )}
    </>
  );
}
