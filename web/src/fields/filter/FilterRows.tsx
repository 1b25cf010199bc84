import { ListTree, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { type FilterDraft, type FilterNode, isGroup, MAX_DEPTH, newGroup, newRow } from "./draft";
import { FilterRowFields } from "./FilterRowFields";

interface FilterRowsProps {
  group: FilterDraft;
  fields: readonly Field[];
  /** 1 for the outermost group. */
  depth: number;
  onChange: (group: FilterDraft) => void;
}

/** The conditions of one group, groups within it among them, joined by and/or. */
export function FilterRows({ group, fields, depth, onChange }: FilterRowsProps) {
  const { t } = useTranslation();
  const first = fields[0];
  const setRows = (rows: FilterNode[]) => onChange({ ...group, rows });
  const replace = (next: FilterNode) => setRows(group.rows.map((each) => (each.key === next.key ? next : each)));

  return (
    <>
      {group.rows.map((node, index) => (
        <div key={node.key} className="flex items-start gap-1.5">
          <Joiner index={index} group={group} onChange={(conjunction) => onChange({ ...group, conjunction })} />
          {isGroup(node) ? (
            <fieldset
              aria-label={t("filters.group")}
              className="flex min-w-0 flex-1 flex-col gap-2 rounded-md border border-line bg-raised p-2"
            >
              <FilterRows group={node} fields={fields} depth={depth + 1} onChange={replace} />
            </fieldset>
          ) : (
            <FilterRowFields row={node} fields={fields} onPatch={(change) => replace({ ...node, ...change })} />
          )}
          <IconButton
            label={t(isGroup(node) ? "filters.removeGroup" : "filters.removeRow")}
            className="mt-0.5"
            onClick={() => setRows(group.rows.filter((each) => each.key !== node.key))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {first && (
        <div className="flex gap-1">
          <Button size="sm" look="ghost" onClick={() => setRows([...group.rows, newRow(first)])}>
            <Plus />
            {t("filters.addRow")}
          </Button>
          {depth < MAX_DEPTH && (
            <Button size="sm" look="ghost" onClick={() => setRows([...group.rows, newGroup(group, first)])}>
              <ListTree />
              {t("filters.addGroup")}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

interface JoinerProps {
  index: number;
  group: FilterDraft;
  onChange: (conjunction: "and" | "or") => void;
}

function Joiner({ index, group, onChange }: JoinerProps) {
  const { t } = useTranslation();
  const box = "w-[68px] shrink-0";
  if (index === 0) return <span className={`${box} flex h-8 items-center pl-1 text-muted`}>{t("filters.where")}</span>;
  if (index > 1)
    return (
      <span className={`${box} flex h-8 items-center pl-2.5 text-muted`}>{t(`filters.${group.conjunction}`)}</span>
    );
  return (
    <Select
      className={box}
      label={t("filters.conjunction")}
      value={group.conjunction}
      choices={[
        { value: "and", label: t("filters.and") },
        { value: "or", label: t("filters.or") },
      ]}
      onChange={onChange}
    />
  );
}
