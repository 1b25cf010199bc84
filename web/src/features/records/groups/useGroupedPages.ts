import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { keys } from "@/api/keys";
import type { RecordQuery } from "@/api/records";
import type { DataRecord, Field, GroupBy, RecordPage } from "@/api/types";
import { pageOf } from "@/grid/pageWindow";
import { refreshConnected } from "../data/connected";
import { rowsOf, useHeldRows } from "../data/heldRows";
import { usePendingEdits } from "../data/pendingEdits";
import type { RecordPages } from "../data/useRecordPages";
import { useSight } from "../data/useSight";
import { aggregatesOf, type ColumnFooter } from "../footers/useFooters";
import { groupFilter } from "./groupFilter";
import { type Folding, OPEN, type PageInGroup, pagesBetween, pagesNear, stretchAt, toggled } from "./layout";
import { recordsOfGroups } from "./recordsOfGroups";
import { useGroupRun } from "./useGroupRun";

const REFRESH_MS = 10_000;
/** While the server gets a large group ready, its answers are estimates; the exact ones follow within seconds. */
const ESTIMATE_REFRESH = 1_000;
/** Rows around the screen that are read too, as far as there are no more pages than these. */
const MARGIN = 60;
const PAGES_AT_ONCE = 24;

export interface GroupLevel {
  by: GroupBy;
  field: Field;
}

interface Grouped {
  levels: readonly GroupLevel[];
  /** What stands under the columns stands in the headings too. */
  footers: readonly ColumnFooter[];
  enabled: boolean;
}

const nameOf = ({ stretch, page }: PageInGroup) => `${page} ${stretch.path}`;

/** The rows of a grouped view: groups are read in pages, and of their records only those near the screen. */
export function useGroupedPages(
  tableId: string,
  query: RecordQuery,
  { levels, footers, enabled }: Grouped,
): RecordPages {
  const client = useQueryClient();
  const idle = usePendingEdits((state) => state.pending === 0);
  const groups = useMemo(() => levels.map(({ by }) => by), [levels]);
  const { sorts: _order, ...which } = query;
  const scope = `${tableId} ${JSON.stringify([query, groups])}`;
  const [sight, onVisibleRows] = useSight();
  const folded = JSON.stringify(groups);
  const [foldings, setFoldings] = useState<{ of: string; folding: Folding }>({ of: folded, folding: OPEN });
  const folding = foldings.of === folded ? foldings.folding : OPEN;
  const held = useHeldRows(rowsOf(tableId, scope));

  const asked = { ...which, groups, aggregates: aggregatesOf(footers) };
  const run = useGroupRun({ tableId, asked, scope, enabled, levels: levels.length, folding, sight });
  const { layout, entries } = run;
  const total = entries.find((entry) => entry.keys.length === 0)?.count ?? 0;
  const stored = layout.rows + (run.hasMore ? 1 : 0);

  // The groups that are shown while those of a new filter are on their way have the records of the old one.
  const wanted = JSON.stringify(query);
  const [shown, setShown] = useState(wanted);
  if (shown !== wanted && run.loaded && !run.changing) setShown(wanted);

  const read = useMemo(
    () => recordsOfGroups({ tableId, query: JSON.parse(shown) as RecordQuery, levels, scope }),
    [levels, scope, shown, tableId],
  );
  const pageInGroup = useCallback(
    ({ stretch, page }: PageInGroup) => {
      const mine = JSON.parse(shown) as RecordQuery;
      const filter = groupFilter(mine.filter, levels, stretch.entry.keys);
      return {
        queryKey: keys.recordPage(tableId, JSON.stringify({ ...mine, filter }), page),
        queryFn: ({ signal }: { signal: AbortSignal }) => read(stretch.entry, page, signal),
      };
    },
    [levels, read, shown, tableId],
  );

  const near = useMemo(
    () => (enabled ? pagesNear(layout, sight.first, sight.last, MARGIN, PAGES_AT_ONCE) : []),
    [enabled, layout, sight],
  );
  const data = useQueries({
    queries: near.map((each) => ({
      ...pageInGroup(each),
      refetchInterval: ({ state }: { state: { data?: RecordPage | undefined } }) =>
        idle && (state.data?.estimated ? ESTIMATE_REFRESH : REFRESH_MS),
      gcTime: 60_000,
    })),
    combine: useCallback(
      (results: { data?: RecordPage | undefined; error: unknown }[]) => ({
        pages: results.map((result) => result.data),
        error: results.find((result) => result.error)?.error ?? null,
      }),
      [],
    ),
  });
  const inSight = useMemo(
    () => new Map(near.map((each, at) => [nameOf(each), data.pages[at]] as const)),
    [near, data.pages],
  );

  // A group that has more or fewer records than before has others; those of groups out of sight are read when they
  // come into sight.
  const counted = useRef(new Map<string, number>());
  useEffect(() => {
    const before = counted.current;
    counted.current = new Map(near.map(({ stretch }) => [stretch.path, stretch.rows]));
    for (const each of near) {
      const rows = before.get(each.stretch.path) ?? each.stretch.rows;
      if (rows === each.stretch.rows) continue;
      const { queryKey } = pageInGroup(each);
      // What has never arrived is on its way already.
      if (client.getQueryData(queryKey)) void client.invalidateQueries({ queryKey, exact: true });
    }
  }, [client, near, pageInGroup]);

  const groupAt = useCallback(
    (row: number) => {
      const stretch = stretchAt(layout, row);
      return stretch?.kind === "heading" ? stretch : null;
    },
    [layout],
  );

  const headings = useMemo(
    () => layout.stretches.filter((stretch) => stretch.kind === "heading").map((stretch) => stretch.first),
    [layout],
  );

  const getRecord = useCallback(
    (row: number): DataRecord | undefined => {
      if (row >= stored) return held[row - stored]?.record;
      const stretch = stretchAt(layout, row);
      if (stretch?.kind !== "records") return undefined;
      const { page, index } = pageOf(row - stretch.first);
      const place = { stretch, page };
      const found = inSight.get(nameOf(place)) ?? client.getQueryData<RecordPage>(pageInGroup(place).queryKey);
      return found?.items[index];
    },
    [client, held, inSight, layout, pageInGroup, stored],
  );

  const loadRows = useCallback(
    async (firstRow: number, lastRow: number) => {
      const needed = pagesBetween(layout, firstRow, lastRow);
      for (let at = 0; at < needed.length; at += PAGES_AT_ONCE) {
        const some = needed.slice(at, at + PAGES_AT_ONCE);
        await Promise.all(some.map((each) => client.ensureQueryData(pageInGroup(each))));
      }
    },
    [client, layout, pageInGroup],
  );

  return useMemo(
    () => ({
      scope,
      rowCount: stored + held.length,
      recordCount: total + held.length,
      held,
      loaded: run.loaded,
      changing: run.changing,
      error: run.error ?? data.error,
      getRecord,
      loadRows,
      onVisibleRows,
      reload: () => {
        refreshConnected(client, tableId);
        return client.invalidateQueries({ queryKey: keys.records(tableId) });
      },
      groupAt,
      headings,
      toggleGroup: (path: string) => setFoldings({ of: folded, folding: toggled(folding, path) }),
      foldAll: (shut: boolean) => setFoldings({ of: folded, folding: { shut, except: new Set() } }),
    }),
    [
      scope,
      stored,
      total,
      held,
      run.loaded,
      run.changing,
      run.error,
      data.error,
      getRecord,
      loadRows,
      onVisibleRows,
      groupAt,
      headings,
      folded,
      folding,
      client,
      tableId,
    ],
  );
}
