import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { BaseDetail, Field, FilterGroup, GridConfig, Table, View } from "@/api/types";
import { FieldTableContext } from "@/fields/tableContext";
import type { GridSelectionSummary, RecordGridHandle } from "@/grid/types";
import { mayChangeView, mayManage, mayWrite } from "@/shell/ownAccess";
import { ErrorState } from "@/ui/States";
import { orderedColumns } from "./data/columns";
import { isDraft } from "./data/drafts";
import { realId } from "./data/heldRows";
import { useAppendKey } from "./data/useAppendKey";
import { useCalculating } from "./data/useCalculating";
import { useHeldRefresh } from "./data/useHeldRefresh";
import { useRecordActions } from "./data/useRecordActions";
import { useRecordPages } from "./data/useRecordPages";
import { useViewConfig } from "./data/useViewConfig";
import { EmptyGrid } from "./EmptyGrid";
import { chosenFooters, headingFooters } from "./footers/useFooters";
import { type GroupLevel, useGroupedPages } from "./groups/useGroupedPages";
import { RecordInspector } from "./inspector/RecordInspector";
import { LeaveTable } from "./LeaveTable";
import { StatusStrip } from "./StatusStrip";
import { GridSkeleton } from "./TableSkeleton";
import { Toolbar } from "./toolbar/Toolbar";

const TableGrid = lazy(() => import("./TableGrid"));

interface TableScreenProps {
  base: BaseDetail;
  table: Table;
  view: View;
}

/** Whether the filter panel is open, and the field its new row starts with when a column asked for it. */
export interface Filtering {
  open: boolean;
  seed: string | null;
}

/** The fields that the view is grouped by, as far as they are there. */
function levelsOf(fields: readonly Field[], { groups = [] }: GridConfig): GroupLevel[] {
  return groups.flatMap((by) => {
    const field = fields.find((each) => each.id === by.field);
    return field ? [{ by, field }] : [];
  });
}

const NOTHING: GridSelectionSummary = { range: null, rows: [] };

/** One table through one view: toolbar, grid, status strip and the open record. */
export function TableScreen({ base, table, view }: TableScreenProps) {
  const [params, setParams] = useSearchParams();
  const [selection, setSelection] = useState(NOTHING);
  const canWrite = mayWrite(table);
  const canDesign = mayManage(table);
  const { config, change } = useViewConfig(base.id, view, mayChangeView(table, view));
  const [search, setSearch] = useState("");
  const [filtering, setFiltering] = useState<Filtering>({ open: false, seed: null });
  const columns = useMemo(() => orderedColumns(table.fields, config), [table.fields, config]);
  const query = useMemo(() => {
    const filter = (config.filter ?? null) as FilterGroup | null;
    if (!search) return { filter, sorts: config.sorts, search: null };
    const searchFields = columns.filter((column) => !column.hidden).map((column) => column.field.id);
    return { filter, sorts: config.sorts, search, searchFields };
  }, [config.filter, config.sorts, search, columns]);
  const levels = useMemo(() => levelsOf(table.fields, config), [table.fields, config]);
  const footers = useMemo(() => headingFooters(chosenFooters(columns)), [columns]);
  const grouped = levels.length > 0;
  const flat = useRecordPages(table.id, query, !grouped);
  const inGroups = useGroupedPages(table.id, query, { levels, footers, enabled: grouped });
  const pages = grouped ? inGroups : flat;
  const recordId = params.get("record");

  const grid = useRef<RecordGridHandle>(null);

  const openRecord = useCallback(
    (id: string | null) =>
      setParams((now) => {
        if (id && isDraft(id)) return now;
        if (id) now.set("record", realId(id));
        else now.delete("record");
        return now;
      }),
    [setParams],
  );
  const filtered = Boolean(query.filter || query.search);
  const actions = useRecordActions({ table, pages, filter: query.filter, grid });
  const refresh = useHeldRefresh(table.id, query, pages);
  useCalculating(base.id, table);
  useAppendKey(canWrite ? actions.append : undefined);

  const failed = Boolean(pages.error) && !pages.loaded;
  const shared = useMemo(() => ({ id: table.id, baseId: base.id, fields: table.fields }), [table, base.id]);
  return (
    <FieldTableContext value={shared}>
      <div className="flex h-full min-w-0">
        <div className="@container flex min-w-0 flex-1 flex-col">
          <h1 className="sr-only">{table.name}</h1>
          <LeaveTable tableId={table.id} />
          <Toolbar
            base={base}
            table={table}
            view={view}
            columns={columns}
            search={search}
            filtering={filtering}
            canDesign={canDesign}
            onFiltering={setFiltering}
            onSearch={setSearch}
            onConfig={change}
            onFoldAll={pages.foldAll}
          />
          <div className="relative min-h-0 flex-1 bg-surface" data-testid="grid">
            {failed && <ErrorState error={pages.error} onRetry={() => void pages.reload()} className="h-full" />}
            {!failed && !pages.loaded && <GridSkeleton />}
            {!failed && pages.loaded && (
              <Suspense fallback={<GridSkeleton />}>
                <TableGrid
                  table={table}
                  config={config}
                  columns={columns}
                  query={query}
                  levels={levels}
                  pages={pages}
                  actions={actions}
                  gridRef={grid}
                  canWrite={canWrite}
                  canDesign={canDesign}
                  onConfig={change}
                  onFilter={(seed) => setFiltering({ open: true, seed })}
                  onOpenRecord={openRecord}
                  onSelect={setSelection}
                />
              </Suspense>
            )}
            {pages.loaded && pages.rowCount === 0 && (
              <EmptyGrid
                filtered={filtered}
                onAdd={canWrite ? actions.append : undefined}
                onClear={() => {
                  change({ filter: null });
                  setSearch("");
                }}
              />
            )}
          </div>
          <StatusStrip
            pages={pages}
            table={table}
            selection={selection}
            filtered={filtered}
            sorted={query.sorts.length > 0}
            onAdd={canWrite ? actions.append : undefined}
            onRefresh={() => void refresh()}
          />
        </div>
        {recordId && (
          <RecordInspector
            key={recordId}
            recordId={recordId}
            table={table}
            columns={columns}
            canWrite={canWrite}
            onClose={() => openRecord(null)}
          />
        )}
      </div>
    </FieldTableContext>
  );
}
