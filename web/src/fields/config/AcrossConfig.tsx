import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { linkTarget } from "../linked";
import { kindOf } from "../registry";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";
import { type Aggregate, aggregatesOf } from "./aggregates";
import { useBaseTables } from "./useBaseTables";

interface AcrossProps extends ConfigProps {
  /** Whether a field of the linked table is asked for. */
  seesField?: boolean;
  /** What can be made of its values; a field of which nothing can be made is not offered. */
  aggregates?: (field: Field) => readonly Aggregate[];
}

/** A link of this table, and what is taken of the records at its other end. */
function AcrossConfig({ config, onChange, seesField = false, aggregates }: AcrossProps) {
  const { t } = useTranslation();
  const links = (useFieldTable()?.fields ?? []).filter((each) => each.type === "link");
  const tables = useBaseTables();
  const link = links.find((each) => each.id === config.linkField);
  const target = link && tables.find((each) => each.id === linkTarget(link));
  const fields = (target?.fields ?? []).filter((each) => each.type !== "link" && each.type !== "button");
  const field = fields.find((each) => each.id === config.field);
  const offered = field && aggregates ? aggregates(field) : [];
  return (
    <>
      <FormRow label={t("fields.linkField")} hint={links.length === 0 ? t("fields.noLinks") : undefined}>
        <Select
          value={link?.id ?? ""}
          placeholder={t("fields.chooseField")}
          choices={links.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(linkField) => onChange({ ...config, linkField, ...(seesField ? { field: "" } : {}) })}
        />
      </FormRow>
      {seesField && link && (
        <FormRow label={t("fields.linkedField")} hint={target ? undefined : t("fields.linkedElsewhere")}>
          <Select
            value={field?.id ?? ""}
            placeholder={t("fields.chooseField")}
            choices={fields.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(id) => {
              const next = fields.find((each) => each.id === id);
              const known = next && aggregates ? aggregates(next) : [];
              const kept = known.find((each) => each === config.aggregate) ?? known[0];
              onChange({ ...config, field: id, ...(aggregates ? { aggregate: kept ?? config.aggregate } : {}) });
            }}
          />
        </FormRow>
      )}
      {field && offered.length > 0 && (
        <FormRow label={t("fields.aggregate")}>
          <Select
            value={(config.aggregate ?? "") as Aggregate}
            choices={offered.map((each) => ({ value: each, label: t(`fields.aggregates.${each}`) }))}
            onChange={(aggregate) => onChange({ ...config, aggregate })}
          />
        </FormRow>
      )}
    </>
  );
}

export function LookupConfig(props: ConfigProps) {
  return <AcrossConfig {...props} seesField />;
}

export function RollupConfig(props: ConfigProps) {
  return <AcrossConfig {...props} seesField aggregates={(field) => aggregatesOf(kindOf(field))} />;
}

export function CountConfig(props: ConfigProps) {
  return <AcrossConfig {...props} />;
}
