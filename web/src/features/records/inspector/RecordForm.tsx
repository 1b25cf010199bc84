import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DataRecord, Field, Table } from "@/api/types";
import { FieldValue } from "@/fields/FieldValue";
import { isMasked } from "@/fields/masked";
import { plainText } from "@/fields/plain";
import { actionOf, usePressButton } from "@/fields/pressing";
import { fieldType, isEditable } from "@/fields/registry";
import { mayFill, mayManage } from "@/shell/ownAccess";
import { Button } from "@/ui/Button";
import type { ShownColumn } from "../data/columns";
import { useCellTargets } from "../data/useCellTargets";
import { useFieldActions } from "../data/useFieldActions";
import { useRecordEdits } from "../data/useRecordEdits";

interface RecordFormProps {
  record: DataRecord;
  table: Table;
  columns: readonly ShownColumn[];
}

/** Every field of the record, hidden columns too, each saved on its own when it is left. */
export function RecordForm({ record, table, columns }: RecordFormProps) {
  const { edit } = useRecordEdits(table.id);
  return (
    <div className="flex flex-col gap-3.5 px-4 py-4">
      {columns.map(({ field }) => (
        <FormField
          key={field.id}
          field={field}
          table={table}
          record={record}
          value={record.fields[field.id] ?? null}
          editable={isEditable(field) && mayFill(table, field)}
          onSave={(value) => void edit([{ id: record.id, fields: { [field.id]: value } }])}
        />
      ))}
    </div>
  );
}

interface FormFieldProps {
  field: Field;
  table: Table;
  record: DataRecord;
  value: unknown;
  editable: boolean;
  onSave: (value: unknown) => void;
}

const ignore = () => {};

function FormField({ field, table, record, value, editable, onSave }: FormFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { createOption } = useFieldActions(table);
  const canDesign = mayManage(table);
  const press = usePressButton(table.fields);
  const targets = useCellTargets(table);
  const { icon: Icon, Editor, steady } = fieldType(field.type);
  const cell = useMemo(() => (steady ? targets(record.id, field) : undefined), [field, record.id, steady, targets]);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="flex items-center gap-1.5 text-sm font-medium text-muted">
        <Icon className="size-3.5" aria-hidden />
        <span className="truncate">{field.name}</span>
        {field.required && <span title={t("fields.required")}>*</span>}
      </label>
      {field.description && <p className="text-sm break-words text-muted">{field.description}</p>}
      {field.type === "button" ? (
        <Button
          id={id}
          size="sm"
          className="self-start"
          disabled={!actionOf(field)}
          onClick={() => void press(field, record)}
        >
          {plainText(field.config.label)}
        </Button>
      ) : editable && Editor && !isMasked(value, field) ? (
        // Another value from outside starts the editor afresh; while someone types, its own value is what it shows.
        <Editor
          key={steady ? undefined : JSON.stringify(value)}
          id={id}
          field={field}
          value={value}
          place="form"
          cell={cell}
          onChange={ignore}
          onCancel={ignore}
          onCommit={onSave}
          createOption={canDesign ? (name) => createOption(field, name) : undefined}
        />
      ) : (
        <output id={id} className="min-h-8 rounded-md bg-bg px-2.5 py-1.5 break-words whitespace-pre-wrap text-muted">
          <FieldValue value={value} field={field} />
        </output>
      )}
    </div>
  );
}
