import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, FilterGroup } from "@/api/types";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { FieldSelect } from "../FieldSelect";
import { fieldType } from "../registry";
import {
  emptyOperand,
  type FilterDraft,
  type FilterRow,
  findField,
  fromFilter,
  nestedGroups,
  newRow,
  toFilter,
} from "./draft";
import { FilterValue } from "./FilterValue";
import { OPERATORS, type Operator } from "./operators";

interface FilterEditorProps {
  fields: readonly Field[];
  filter: FilterGroup | null | undefined;
  onChange: (filter: FilterGroup | null) => void;
  emptyText: string;
  /** A field to start a new row with. */
  seed?: string | null;
}

/** Rows of field, operator and value joined by and/or. It owns its draft: remount it (by key) to load another filter. */
export function FilterEditor({ fields, filter, onChange, emptyText, seed }: FilterEditorProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<FilterDraft>(() => {
    const loaded = fromFilter(filter, fields);
    const seeded = seed ? findField(fields, seed) : undefined;
    return seeded ? { ...loaded, rows: [...loaded.rows, newRow(seeded)] } : loaded;
  });
  const [nested] = useState(() => nestedGroups(filter));

  function save(next: FilterDraft) {
    setDraft(next);
    const built = toFilter(next, nested);
    if (JSON.stringify(built) !== JSON.stringify(toFilter(draft, nested))) onChange(built);
  }

  const patch = (row: FilterRow, change: Partial<FilterRow>) =>
    save({ ...draft, rows: draft.rows.map((each) => (each.key === row.key ? { ...each, ...change } : each)) });
  const askable = fields.filter((each) => OPERATORS[fieldType(each.type).kind].length > 0);
  const first = askable[0];

  return (
    <div className="flex flex-col gap-2">
      {draft.rows.length === 0 && <p className="text-muted">{emptyText}</p>}
      {draft.rows.map((row, index) => (
        <div key={row.key} className="flex items-start gap-1.5">
          <Joiner index={index} draft={draft} onChange={(conjunction) => save({ ...draft, conjunction })} />
          <FilterRowFields row={row} fields={askable} onPatch={(change) => patch(row, change)} />
          <IconButton
            label={t("filters.removeRow")}
            className="mt-0.5"
            onClick={() => save({ ...draft, rows: draft.rows.filter((each) => each.key !== row.key) })}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {nested.length > 0 && <p className="text-sm text-muted">{t("filters.nestedKept", { count: nested.length })}</p>}
      {first && (
        <Button
          size="sm"
          look="ghost"
          className="self-start"
          onClick={() => save({ ...draft, rows: [...draft.rows, newRow(first)] })}
        >
          <Plus />
          {t("filters.addRow")}
        </Button>
      )}
    </div>
  );
}

interface JoinerProps {
  index: number;
  draft: FilterDraft;
  onChange: (conjunction: "and" | "or") => void;
}

function Joiner({ index, draft, onChange }: JoinerProps) {
  const { t } = useTranslation();
  const box = "w-[68px] shrink-0";
  if (index === 0) return <span className={`${box} flex h-8 items-center pl-1 text-muted`}>{t("filters.where")}</span>;
  if (index > 1)
    return (
      <span className={`${box} flex h-8 items-center pl-2.5 text-muted`}>{t(`filters.${draft.conjunction}`)}</span>
    );
  return (
    <Select
      className={box}
      label={t("filters.conjunction")}
      value={draft.conjunction}
      choices={[
        { value: "and", label: t("filters.and") },
        { value: "or", label: t("filters.or") },
      ]}
      onChange={onChange}
    />
  );
}

interface FilterRowFieldsProps {
  row: FilterRow;
  fields: readonly Field[];
  onPatch: (change: Partial<FilterRow>) => void;
}

function FilterRowFields({ row, fields, onPatch }: FilterRowFieldsProps) {
  const { t } = useTranslation();
  const field = findField(fields, row.field);
  const kind = field ? fieldType(field.type).kind : "text";

  function changeField(id: string) {
    const next = findField(fields, id);
    if (!next) return;
    const allowed: readonly string[] = OPERATORS[fieldType(next.type).kind];
    const operator = allowed.includes(row.operator) ? row.operator : (allowed[0] ?? "equals");
    onPatch({ field: id, operator, value: emptyOperand(next, operator) });
  }

  return (
    <div className="grid min-w-0 flex-1 grid-cols-[minmax(90px,1fr)_minmax(100px,1fr)_minmax(110px,1.3fr)] gap-1.5 max-sm:grid-cols-1">
      <FieldSelect fields={fields} value={field?.id ?? null} label={t("filters.field")} onChange={changeField} />
      <Select
        label={t("filters.operator")}
        value={row.operator as Operator}
        choices={OPERATORS[kind].map((operator) => ({ value: operator, label: t(`operators.${operator}`) }))}
        onChange={(operator) => field && onPatch({ operator, value: emptyOperand(field, operator) })}
      />
      {field && (
        <FilterValue
          key={`${row.field}/${row.operator}`}
          field={field}
          operator={row.operator}
          value={row.value}
          onChange={(value) => onPatch({ value })}
        />
      )}
    </div>
  );
}
