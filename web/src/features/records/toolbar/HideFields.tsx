import { useTranslation } from "react-i18next";
import type { GridColumn } from "@/api/types";
import { fieldType } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { Switch } from "@/ui/Switch";
import { type ShownColumn, toGridColumns } from "../data/columns";

interface HideFieldsProps {
  columns: readonly ShownColumn[];
  onChange: (columns: GridColumn[]) => void;
}

export function HideFields({ columns, onChange }: HideFieldsProps) {
  const { t } = useTranslation();
  const setAll = (hidden: boolean) =>
    onChange(toGridColumns(columns.map((each) => ({ ...each, hidden: hidden && !each.field.primary }))));
  const set = (column: ShownColumn, hidden: boolean) =>
    onChange(toGridColumns(columns.map((each) => (each === column ? { ...each, hidden } : each))));
  return (
    <div className="flex max-h-[min(420px,70vh)] flex-col">
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {columns.map((column) => {
          const Icon = fieldType(column.field.type).icon;
          return (
            <li key={column.field.id} className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-hover">
              <Icon className="size-4 shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate">{column.field.name}</span>
              <Switch
                label={t("fields.showNamed", { name: column.field.name })}
                checked={!column.hidden}
                disabled={column.field.primary}
                onChange={(visible) => set(column, !visible)}
              />
            </li>
          );
        })}
      </ul>
      <div className="mt-1 flex gap-1 border-t border-line pt-1">
        <Button look="ghost" size="sm" className="flex-1" onClick={() => setAll(false)}>
          {t("fields.showAll")}
        </Button>
        <Button look="ghost" size="sm" className="flex-1" onClick={() => setAll(true)}>
          {t("fields.hideAll")}
        </Button>
      </div>
    </div>
  );
}
