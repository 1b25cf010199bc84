import { CircleAlert, LoaderCircle, Lock, Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/api/types";
import { kindOf } from "@/fields/registry";
import type { GridSelectionSummary } from "@/grid/types";
import { count } from "@/lib/format";
import { missing } from "./data/heldRows";
import { usePendingEdits } from "./data/pendingEdits";
import type { RecordPages } from "./data/useRecordPages";

interface StatusStripProps {
  pages: RecordPages;
  table: Table;
  selection: GridSelectionSummary;
  filtered: boolean;
  sorted: boolean;
  onAdd?: () => void;
  /** Sends the records made here to the places that the view gives them. */
  onRefresh: () => void;
}

/** Sums are made of what is loaded; larger selections show only their size. */
const SUM_LIMIT = 20_000;

function useNumbers({ pages, table, selection }: Pick<StatusStripProps, "pages" | "table" | "selection">): number[] {
  return useMemo(() => {
    const { range } = selection;
    if (!range) return [];
    const rows = range.lastRow - range.firstRow + 1;
    if (rows * range.columnIds.length > SUM_LIMIT) return [];
    const numeric = table.fields.filter((field) => range.columnIds.includes(field.id) && kindOf(field) === "number");
    const numbers: number[] = [];
    for (let row = range.firstRow; row <= range.lastRow && numeric.length; row++) {
      const record = pages.getRecord(row);
      for (const field of numeric) {
        const value = record?.fields[field.id];
        if (typeof value === "number") numbers.push(value);
      }
    }
    return numbers;
  }, [pages, selection, table.fields]);
}

/** Counts, what the selection adds up to, and whether everything is saved. */
export function StatusStrip(props: StatusStripProps) {
  const { pages, selection, filtered, onAdd } = props;
  const unmatched = pages.held.filter((row) => !row.matches).length;
  const shown = pages.recordCount - unmatched;
  const { t } = useTranslation();
  const numbers = useNumbers(props);
  const { range, rows } = selection;
  const cells = range ? (range.lastRow - range.firstRow + 1) * range.columnIds.length : 0;
  const sum = numbers.reduce((total, value) => total + value, 0);
  return (
    <div className="flex h-7 shrink-0 max-md:h-11 items-center gap-4 overflow-hidden border-t border-line px-3 text-sm whitespace-nowrap text-muted tabular-nums">
      {onAdd && (
        <button
          type="button"
          data-testid="add-record"
          title={`${t("grid.addRecord")} (Shift+Enter)`}
          onClick={onAdd}
          className="-ml-2 flex h-6 items-center gap-1 rounded-md px-2 font-medium text-muted hover:bg-hover hover:text-text"
        >
          <Plus className="size-3.5" aria-hidden />
          {t("grid.addRecord")}
        </button>
      )}
      {!onAdd && (
        <span className="flex items-center gap-1.5" title={t("grid.viewOnlyHint")} data-testid="view-only">
          <Lock className="size-3.5" aria-hidden />
          {t("grid.viewOnly")}
        </span>
      )}
      <span>
        {pages.loaded && t(filtered ? "grid.matching" : "grid.records", { count: shown, shown: count(shown) })}
      </span>
      <HeldNote {...props} unmatched={unmatched} />
      {rows.length > 0 && <span>{t("grid.selectedRows", { count: rows.length, shown: count(rows.length) })}</span>}
      {rows.length === 0 && cells > 1 && <span>{t("grid.selectedCells", { count: cells, shown: count(cells) })}</span>}
      {numbers.length > 1 && (
        <span className="max-sm:hidden">
          {t("grid.sum")} {count(sum)} · {t("grid.average")} {count(sum / numbers.length)}
        </span>
      )}
      <SyncState changing={pages.changing} offline={Boolean(pages.error)} />
    </div>
  );
}

/** Says why records made here stand last although the view would put them elsewhere, and what a draft still lacks. */
function HeldNote({ pages, table, sorted, unmatched, onRefresh }: StatusStripProps & { unmatched: number }) {
  const { t } = useTranslation();
  const { held } = pages;
  const lacking = new Set(held.flatMap((row) => (row.state === "draft" ? missing(row) : [])));
  if (lacking.size > 0) {
    const names = table.fields.filter((field) => lacking.has(field.id)).map((field) => field.name);
    return <span className="truncate text-warn">{t("grid.draft", { fields: names.join(", ") })}</span>;
  }
  const saved = held.filter((row) => row.state === "saved").length;
  if (unmatched === 0 && !(sorted && saved > 0)) return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5" data-testid="held-note">
      <span className="truncate">
        {unmatched > 0 ? t("grid.heldUnmatched", { count: unmatched }) : t("grid.held", { count: saved })}
      </span>
      <button type="button" onClick={onRefresh} className="shrink-0 font-medium text-accent hover:underline">
        {t("grid.refreshView")}
      </button>
    </span>
  );
}

function SyncState({ changing, offline }: { changing: boolean; offline: boolean }) {
  const { t } = useTranslation();
  const { pending, failed } = usePendingEdits();
  if (offline) {
    return (
      <span role="status" className="ml-auto flex items-center gap-1.5 text-bad">
        <CircleAlert className="size-3.5" aria-hidden />
        {t("grid.offline")}
      </span>
    );
  }
  const busy = pending > 0 || changing;
  const text =
    pending > 0 ? t("grid.saving") : changing ? t("grid.loading") : failed ? t("grid.notSaved") : t("grid.saved");
  return (
    <span role="status" className="ml-auto flex items-center gap-1.5">
      {busy && <LoaderCircle className="size-3.5 motion-safe:animate-spin" aria-hidden />}
      {text}
    </span>
  );
}
