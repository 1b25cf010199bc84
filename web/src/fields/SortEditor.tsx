import { ArrowUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field, Sort } from "@/api/types";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { FieldSelect } from "./FieldSelect";

interface SortEditorProps {
  fields: readonly Field[];
  sorts: readonly Sort[];
  onChange: (sorts: Sort[]) => void;
}

export function SortEditor({ fields: all, sorts, onChange }: SortEditorProps) {
  const { t } = useTranslation();
  const fields = all.filter((field) => !field.encrypted);
  const used = new Set(sorts.map((sort) => sort.field));
  const free = fields.find((field) => !used.has(field.id));
  const patch = (index: number, change: Partial<Sort>) =>
    onChange(sorts.map((sort, at) => (at === index ? { ...sort, ...change } : sort)));
  const up = (index: number) => {
    const next = [...sorts];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index - 1, 0, moved);
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-2">
      {sorts.length === 0 && <p className="text-muted">{t("sorts.empty")}</p>}
      {sorts.map((sort, index) => (
        <div key={sort.field} className="flex items-center gap-1.5">
          <FieldSelect
            fields={fields.filter((field) => field.id === sort.field || !used.has(field.id))}
            value={sort.field}
            label={t("sorts.field")}
            onChange={(field) => patch(index, { field })}
          />
          <Select
            label={t("sorts.direction")}
            className="w-36 shrink-0"
            value={sort.direction}
            choices={[
              { value: "asc", label: t("sorts.ascending") },
              { value: "desc", label: t("sorts.descending") },
            ]}
            onChange={(direction) => patch(index, { direction })}
          />
          <IconButton label={t("common.moveUp")} disabled={index === 0} onClick={() => up(index)}>
            <ArrowUp />
          </IconButton>
          <IconButton label={t("common.remove")} onClick={() => onChange(sorts.filter((each) => each !== sort))}>
            <X />
          </IconButton>
        </div>
      ))}
      {free && (
        <Button
          size="sm"
          look="ghost"
          className="self-start"
          onClick={() => onChange([...sorts, { field: free.id, direction: "asc" }])}
        >
          <Plus />
          {t("sorts.add")}
        </Button>
      )}
    </div>
  );
}
