import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Select } from "@/ui/Select";
import { FieldSelect } from "../FieldSelect";
import { kindOf } from "../registry";
import { emptyOperand, type FilterRow, findField } from "./draft";
import { FilterValue } from "./FilterValue";
import { MATCHES, type Match, OPERATORS, type Operator, operandOf, takesMatch } from "./operators";

interface FilterRowFieldsProps {
  row: FilterRow;
  fields: readonly Field[];
  onPatch: (change: Partial<FilterRow>) => void;
}

export function FilterRowFields({ row, fields, onPatch }: FilterRowFieldsProps) {
  const { t } = useTranslation();
  const field = findField(fields, row.field);
  const kind = field ? kindOf(field) : "text";

  function changeField(id: string) {
    const next = findField(fields, id);
    if (!next) return;
    const allowed: readonly string[] = OPERATORS[kindOf(next)];
    const operator = allowed.includes(row.operator) ? row.operator : (allowed[0] ?? "equals");
    onPatch({ field: id, operator, value: emptyOperand(next, operator), match: undefined });
  }

  function changeOperator(operator: Operator) {
    if (!field) return;
    const kept = operandOf(operator) === operandOf(row.operator);
    const match = takesMatch(kind, operator) ? row.match : undefined;
    onPatch({ operator, value: kept ? row.value : emptyOperand(field, operator), match });
  }

  return (
    <div className="grid min-w-0 flex-1 grid-cols-[minmax(90px,1fr)_minmax(100px,1fr)_minmax(110px,1.3fr)] gap-1.5 max-sm:grid-cols-1">
      <FieldSelect fields={fields} value={field?.id ?? null} label={t("filters.field")} onChange={changeField} />
      <div className="flex min-w-0 flex-wrap gap-1.5">
        {field && takesMatch(kind, row.operator) && (
          <Select
            label={t("filters.match")}
            className="w-auto min-w-24 flex-1"
            value={(row.match ?? "any") as Match}
            choices={MATCHES.map((match) => ({ value: match, label: t(`filters.matches.${match}`) }))}
            onChange={(match) => onPatch({ match: match === "any" ? undefined : match })}
          />
        )}
        <Select
          label={t("filters.operator")}
          className="w-auto min-w-24 flex-1"
          value={row.operator as Operator}
          choices={OPERATORS[kind].map((operator) => ({ value: operator, label: t(`operators.${operator}`) }))}
          onChange={changeOperator}
        />
      </div>
      {field && (
        <FilterValue
          key={`${row.field}/${operandOf(row.operator)}`}
          field={field}
          operator={row.operator}
          value={row.value}
          onChange={(value) => onPatch({ value })}
        />
      )}
    </div>
  );
}
