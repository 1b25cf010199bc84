import { useState } from "react";
import type { Field, FilterGroup } from "@/api/types";
import { kindOf } from "../registry";
import { type FilterDraft, findField, fromFilter, isFinished, newRow, toFilter } from "./draft";
import { FilterRows } from "./FilterRows";
import { OPERATORS } from "./operators";

interface FilterEditorProps {
  fields: readonly Field[];
  filter: FilterGroup | null | undefined;
  onChange: (filter: FilterGroup | null) => void;
  emptyText: string;
  /** A field to start a new row with. */
  seed?: string | null;
  /** Called when a row comes to lack its value, or has it again, before what is built changes. */
  onFinished?: (finished: boolean) => void;
}

/** Rows and groups of field, operator and value. It owns its draft: remount it (by key) to load another filter. */
export function FilterEditor({ fields, filter, onChange, emptyText, seed, onFinished }: FilterEditorProps) {
  const [draft, setDraft] = useState<FilterDraft>(() => {
    const loaded = fromFilter(filter, fields);
    const seeded = seed ? findField(fields, seed) : undefined;
    return seeded ? { ...loaded, rows: [...loaded.rows, newRow(seeded)] } : loaded;
  });

  function save(next: FilterDraft) {
    setDraft(next);
    if (isFinished(next) !== isFinished(draft)) onFinished?.(isFinished(next));
    const built = toFilter(next);
    if (JSON.stringify(built) !== JSON.stringify(toFilter(draft))) onChange(built);
  }

  const askable = fields.filter((each) => OPERATORS[kindOf(each)].length > 0);
  return (
    <div className="flex flex-col gap-2">
      {draft.rows.length === 0 && <p className="text-muted">{emptyText}</p>}
      <FilterRows group={draft} fields={askable} depth={1} onChange={save} />
    </div>
  );
}
