import { useTranslation } from "react-i18next";
import type { Field, FilterGroup, Sort } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { FieldSelect } from "../FieldSelect";
import { linkTarget } from "../linked";
import { kindOf } from "../registry";
import { SortEditor } from "../SortEditor";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";
import { type Aggregate, aggregatesOf } from "./aggregates";
import { Folded, RecordConditions } from "./RecordConditions";
import { useBaseTables } from "./useBaseTables";

interface AcrossProps extends ConfigProps {
  /** Whether a field of the linked table is asked for. */
  seesField?: boolean;
  /** Whether the order and number of the values matter. */
  listed?: boolean;
  /** What can be made of its values; a field of which nothing can be made is not offered. */
  aggregates?: (field: Field) => readonly Aggregate[];
}

const NO_VALUE = new Set(["link", "button"]);
const MOST = 10_000;

/** A link of this table, and what is taken of which records at its other end. */
function AcrossConfig({ config, onChange, faults, fieldId, seesField, listed, aggregates }: AcrossProps) {
  const { t } = useTranslation();
  const links = (useFieldTable()?.fields ?? []).filter((each) => each.type === "link");
  const tables = useBaseTables();
  const link = links.find((each) => each.id === config.linkField);
  const target = link && tables.find((each) => each.id === linkTarget(link));
  const others = (target?.fields ?? []).filter((each) => each.id !== fieldId);
  const fields = others.filter((each) => !NO_VALUE.has(each.type) && (!aggregates || aggregates(each).length > 0));
  const field = fields.find((each) => each.id === config.field);
  const offered = field && aggregates ? aggregates(field) : [];

  function chooseField(id: string) {
    const next = fields.find((each) => each.id === id);
    const known = next && aggregates ? aggregates(next) : [];
    const kept = known.find((each) => each === config.aggregate) ?? known[0];
    onChange({ ...config, field: id, ...(aggregates ? { aggregate: kept ?? config.aggregate } : {}) });
  }

  return (
    <>
      <FormRow
        label={t("fields.linkField")}
        hint={links.length === 0 ? t("fields.noLinks") : undefined}
        error={faults?.linkField}
      >
        <FieldSelect
          fields={links}
          value={link?.id ?? null}
          label={t("fields.linkField")}
          onChange={(linkField) =>
            // What was said of the records of one table means nothing in another.
            linkField !== config.linkField &&
            onChange({
              ...config,
              linkField,
              filter: null,
              ...(seesField ? { field: "" } : {}),
              ...(listed ? { sorts: [] } : {}),
            })
          }
        />
      </FormRow>
      {seesField && link && (
        <FormRow
          label={t("fields.linkedField")}
          hint={target ? undefined : t("fields.linkedElsewhere")}
          error={faults?.field}
        >
          <FieldSelect
            fields={fields}
            value={field?.id ?? null}
            label={t("fields.linkedField")}
            onChange={chooseField}
          />
        </FormRow>
      )}
      {field && offered.length > 0 && (
        <FormRow label={t("fields.aggregate")} error={faults?.aggregate}>
          <Select
            value={(config.aggregate ?? "") as Aggregate}
            choices={offered.map((each) => ({ value: each, label: t(`fields.aggregates.${each}`) }))}
            onChange={(aggregate) => onChange({ ...config, aggregate })}
          />
        </FormRow>
      )}
      {target && (
        <RecordConditions
          key={target.id}
          table={target}
          title={t("across.filter")}
          emptyText={t("across.filterEmpty")}
          filter={(config.filter ?? null) as FilterGroup | null}
          error={faults?.filter}
          onChange={(filter) => onChange({ ...config, filter })}
        />
      )}
      {target && listed && <Order config={config} fields={target.fields} faults={faults} onChange={onChange} />}
    </>
  );
}

interface OrderProps extends ConfigProps {
  fields: readonly Field[];
}

/** In which order values are taken, and how many of them. */
function Order({ config, fields, faults, onChange }: OrderProps) {
  const { t } = useTranslation();
  const sorts = (config.sorts ?? []) as Sort[];
  const limit = typeof config.limit === "number" ? config.limit : null;
  const error = faults?.sorts ?? faults?.limit;
  return (
    <Folded title={t("across.order")} count={sorts.length + (limit === null ? 0 : 1)} error={error}>
      <SortEditor
        fields={fields.filter((each) => kindOf(each) !== "none" && kindOf(each) !== "json")}
        sorts={sorts}
        onChange={(next) => onChange({ ...config, sorts: next })}
      />
      <FormRow label={t("across.limit")} hint={t("across.limitHint")}>
        <Input
          type="number"
          min={1}
          max={MOST}
          value={limit ?? ""}
          onChange={(event) => {
            const typed = Number.parseInt(event.target.value, 10);
            onChange({ ...config, limit: Number.isNaN(typed) ? null : Math.min(Math.max(typed, 1), MOST) });
          }}
        />
      </FormRow>
    </Folded>
  );
}

export function LookupConfig(props: ConfigProps) {
  return <AcrossConfig {...props} seesField listed />;
}

export function RollupConfig(props: ConfigProps) {
  return <AcrossConfig {...props} seesField aggregates={(field) => aggregatesOf(kindOf(field))} />;
}

export function CountConfig(props: ConfigProps) {
  return <AcrossConfig {...props} />;
}
