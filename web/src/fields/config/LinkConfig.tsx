import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import type { ConfigProps } from "../types";
import { useBaseTables } from "./useBaseTables";

const CARDINALITIES = ["manyToMany", "manyToOne", "oneToMany", "oneToOne"] as const;
type Cardinality = (typeof CARDINALITIES)[number];

/** Which table is linked is settled when the field is made; how many records may be is not. */
export function LinkConfig({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  const tables = useBaseTables();
  const made = typeof config.symmetricFieldId === "string";
  return (
    <>
      <FormRow label={t("fields.linkedTable")}>
        <Select
          value={String(config.tableId ?? "")}
          placeholder={t("fields.choose")}
          disabled={made}
          choices={tables.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(tableId) => onChange({ ...config, tableId })}
        />
      </FormRow>
      <FormRow label={t("fields.cardinality")}>
        <Select
          value={(config.cardinality ?? "manyToMany") as Cardinality}
          choices={CARDINALITIES.map((each) => ({ value: each, label: t(`fields.cardinalities.${each}`) }))}
          onChange={(cardinality) => onChange({ ...config, cardinality })}
        />
      </FormRow>
      {!made && (
        <FormRow label={t("fields.symmetricName")} hint={t("fields.symmetricHint")}>
          <Input
            value={String(config.symmetricName ?? "")}
            maxLength={200}
            onChange={(event) => onChange({ ...config, symmetricName: event.target.value || null })}
          />
        </FormRow>
      )}
    </>
  );
}
