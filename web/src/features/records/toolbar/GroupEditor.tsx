import { ChevronsDownUp, ChevronsUpDown, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field, GroupBy } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { kindOf } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";

interface GroupEditorProps {
  fields: readonly Field[];
  groups: readonly GroupBy[];
  onChange: (groups: GroupBy[]) => void;
  /** Undefined where nothing is grouped yet. */
  onFoldAll?: (shut: boolean) => void;
}

const MOST = 3;
const BUCKETS = ["day", "week", "month", "quarter", "year"] as const;
const EXACT = "exact";

export function canGroupBy(field: Field): boolean {
  const kind = kindOf(field);
  return kind !== "json" && kind !== "none";
}

const isDated = (field: Field | undefined) =>
  field !== undefined && (kindOf(field) === "date" || kindOf(field) === "datetime");

export function GroupEditor({ fields, groups, onChange, onFoldAll }: GroupEditorProps) {
  const { t } = useTranslation();
  const able = fields.filter(canGroupBy);
  const used = new Set(groups.map((group) => group.field));
  const free = able.find((field) => !used.has(field.id) && !field.primary) ?? able.find((field) => !used.has(field.id));
  const fieldOf = (id: string) => fields.find((field) => field.id === id);
  const started = (id: string): GroupBy => ({
    field: id,
    direction: "asc",
    ...(isDated(fieldOf(id)) ? { bucket: "month" as const } : {}),
  });
  const patch = (at: number, change: Partial<GroupBy>) =>
    onChange(groups.map((group, index) => (index === at ? { ...group, ...change } : group)));
  return (
    <div className="flex flex-col gap-2">
      {groups.length === 0 && <p className="text-muted">{t("groups.none")}</p>}
      {groups.map((group, at) => (
        <div key={group.field} className="flex items-center gap-1.5 max-sm:flex-wrap">
          <FieldSelect
            fields={able.filter((field) => field.id === group.field || !used.has(field.id))}
            value={group.field}
            label={t("groups.field")}
            onChange={(id) => onChange(groups.map((each, index) => (index === at ? started(id) : each)))}
          />
          {isDated(fieldOf(group.field)) && (
            <Select
              label={t("groups.bucket")}
              className="w-32 shrink-0"
              value={group.bucket ?? EXACT}
              choices={[EXACT, ...BUCKETS].map((value) => ({
                value: value as typeof EXACT | (typeof BUCKETS)[number],
                label: t(`groups.buckets.${value as typeof EXACT | (typeof BUCKETS)[number]}`),
              }))}
              onChange={(bucket) => patch(at, { bucket: bucket === EXACT ? undefined : bucket })}
            />
          )}
          <Select
            label={t("sorts.direction")}
            className="w-32 shrink-0"
            value={group.direction}
            choices={[
              { value: "asc", label: t("sorts.ascending") },
              { value: "desc", label: t("sorts.descending") },
            ]}
            onChange={(direction) => patch(at, { direction })}
          />
          <IconButton
            label={t("common.remove")}
            onClick={() => onChange(groups.filter((each) => each.field !== group.field))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <div className="flex flex-wrap gap-1">
        {free && groups.length < MOST && (
          <Button size="sm" look="ghost" onClick={() => onChange([...groups, started(free.id)])}>
            <Plus />
            {t("groups.add")}
          </Button>
        )}
        {onFoldAll && (
          <>
            <Button size="sm" look="ghost" onClick={() => onFoldAll(true)}>
              <ChevronsDownUp />
              {t("groups.shutAll")}
            </Button>
            <Button size="sm" look="ghost" onClick={() => onFoldAll(false)}>
              <ChevronsUpDown />
              {t("groups.openAll")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
