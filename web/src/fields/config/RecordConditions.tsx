import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { FilterGroup, Table } from "@/api/types";
import { cn } from "@/lib/cn";
import { FilterEditor } from "../filter/FilterEditor";
import { FieldTableContext } from "../tableContext";

interface FoldedProps {
  title: string;
  /** What is in it, while it is folded. */
  count: number;
  error?: string;
  children: ReactNode;
}

/** A part of a field's settings that few need: folded until it has something in it. */
export function Folded({ title, count, error, children }: FoldedProps) {
  const id = useId();
  const [open, setOpen] = useState(count > 0);
  const shown = open || Boolean(error);
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <button
        type="button"
        aria-expanded={shown}
        aria-controls={id}
        className="flex items-center gap-1 self-start rounded-sm text-sm font-medium text-muted hover:text-text"
        onClick={() => setOpen(!shown)}
      >
        <ChevronRight className={cn("size-3.5", shown && "rotate-90")} aria-hidden />
        {title}
        {count > 0 && <span className="tabular-nums text-accent">{count}</span>}
      </button>
      {shown && (
        <div id={id} className="flex flex-col gap-2">
          {children}
          {error && (
            <p role="alert" className="text-sm text-bad">
              {error}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

interface RecordConditionsProps {
  /** Whose records are meant. */
  table: Table;
  title: string;
  emptyText: string;
  filter: FilterGroup | null;
  onChange: (filter: FilterGroup | null) => void;
  error?: string;
}

/** Conditions on the records of another table than the one on the screen. */
export function RecordConditions({ table, title, emptyText, filter, onChange, error }: RecordConditionsProps) {
  return (
    <FieldTableContext value={{ id: table.id, baseId: table.baseId, fields: table.fields }}>
      <Folded title={title} count={filter?.filters.length ?? 0} error={error}>
        <FilterEditor key={table.id} fields={table.fields} filter={filter} emptyText={emptyText} onChange={onChange} />
      </Folded>
    </FieldTableContext>
  );
}
