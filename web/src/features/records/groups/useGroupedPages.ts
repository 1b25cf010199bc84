import { keepPreviousData, useInfiniteQuery, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { keys } from "@/api/keys";
import { pageRecords, queryGroups, type RecordQuery } from "@/api/records";
import type { DataRecord, Field, GroupBy, RecordPage } from "@/api/types";
import { PAGE_SIZE, pageOf, pagesFor } from "@/grid/pageWindow";
import { refreshConnected } from "../data/connected";
import { heldIds, rowsOf, useHeldRows } from "../data/heldRows";
import { usePendingEdits } from "../data/pendingEdits";
import type { RecordPages } from "../data/useRecordPages";
import { aggregatesOf, type ColumnFooter } from "../footers/useFooters";
import { groupFilter } from "./groupFilter";
import { type Folding, layOut, OPEN, type Stretch, stretchAt, stretchesBetween, toggled } from "./layout";

const REFRESH_MS = 10_000;
const GROUPS_AT_ONCE = 300;
/** So many rows before the end of the groups that are there, the next ones are read. */
const AHEAD = 100;

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

/** The rows of a grouped view: groups are read in pages, and of their records only those near the screen. */
export function useGroupedPages(tableId: string, query: RecordQuery, { levels, footers, enabled }: Grouped) {
  const client = useQueryClient();
  const idle = usePendingEdits((state) => state.pending === 0);
  const groups = useMemo(() => levels.map(({ by }) => by), [levels]);
  const { sorts: _order, ...which } = query;
  const asked = { ...which, groups, aggregates: aggregatesOf(footers) };
  const scope = `${tableId} ${JSON.stringify([query, groups])}`;
  const [visible, setVisible] = useState({ first: 0, last: 40 });
  const folded = JSON.stringify(groups);
  const [foldings, setFoldings] = useState<{ of: string; folding: Folding }>({ of: folded, folding: OPEN });
  const folding = foldings.of === folded ? foldings.folding : OPEN;
  const held = useHeldRows(rowsOf(tableId, scope));

  const found = useInfiniteQuery({
    queryKey: keys.groups(tableId, JSON.stringify(asked)),
    queryFn: ({ signal, pageParam }) => {
      const page = { limit: GROUPS_AT_ONCE, cursor: pageParam, exclude: heldIds(tableId, scope) };
      return queryGroups(tableId, { ...asked, ...page, subtotals: true }, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: () => idle && REFRESH_MS,
  });

  const entries = useMemo(() => found.data?.pages.flatMap((page) => page.groups) ?? [], [found.data]);
  const layout = useMemo(() => layOut(entries, levels.length, folding), [entries, levels.length, folding]);
  const total = entries.find((entry) => entry.keys.length === 0)?.count ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  if (enabled && hasNextPage && !isFetchingNextPage && !found.error && visible.last + AHEAD > layout.rows) {
    void Promise.resolve().then(() => fetchNextPage());
  }
  const stored = layout.rows + (hasNextPage ? 1 : 0);

  const pageOfGroup = useCallback(
    (stretch: Stretch, page: number) => {
      const wanted = { ...query, filter: groupFilter(query.filter, levels, stretch.entry.keys) };
      return {
        queryKey: keys.recordPage(tableId, JSON.stringify(wanted), page),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          pageRecords(
            tableId,
            { ...wanted, offset: page * PAGE_SIZE, limit: PAGE_SIZE, exclude: heldIds(tableId, scope) },
            signal,
          ),
      };
    },
    [levels, query, scope, tableId],
  );

  const near = enabled
    ? stretchesBetween(layout, visible.first, visible.last)
        .filter((stretch) => stretch.kind === "records")
        .flatMap((stretch) => {
          const [from, to] = [Math.max(visible.first - stretch.first, 0), visible.last - stretch.first];
          return pagesFor(from, Math.min(to, stretch.rows - 1), stretch.rows, 0).map((page) =>
            pageOfGroup(stretch, page),
          );
        })
    : [];
  const data = useQueries({
    queries: near.map((each) => ({ ...each, refetchInterval: () => idle && REFRESH_MS, gcTime: 60_000 })),
    combine: useCallback(
      (results: { data?: RecordPage | undefined; error: unknown }[]) => ({
        pages: results.map((result) => result.data),
        error: results.find((result) => result.error)?.error ?? null,
      }),
      [],
    ),
  });

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

  // The pages are read from the cache; that some arrived is what makes this another function.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const getRecord = useCallback(
    (row: number): DataRecord | undefined => {
      if (row >= stored) return held[row - stored]?.record;
      const stretch = stretchAt(layout, row);
      if (stretch?.kind !== "records") return undefined;
      const { page, index } = pageOf(row - stretch.first);
      return client.getQueryData<RecordPage>(pageOfGroup(stretch, page).queryKey)?.items[index];
    },
    [client, data.pages, held, layout, pageOfGroup, stored],
  );

  const loadRows = useCallback(
    async (firstRow: number, lastRow: number) => {
      for (const stretch of stretchesBetween(layout, firstRow, lastRow)) {
        if (stretch.kind === "heading") continue;
        const from = Math.max(firstRow - stretch.first, 0);
        const to = Math.min(lastRow - stretch.first, stretch.rows - 1);
        for (const page of pagesFor(from, to, stretch.rows, 0))
          await client.ensureQueryData(pageOfGroup(stretch, page));
      }
    },
    [client, layout, pageOfGroup],
  );

  const onVisibleRows = useCallback((firstRow: number, lastRow: number) => {
    setVisible((now) => (now.first === firstRow && now.last === lastRow ? now : { first: firstRow, last: lastRow }));
  }, []);

  return useMemo(
    (): RecordPages => ({
      scope,
      rowCount: stored + held.length,
      recordCount: total + held.length,
      held,
      loaded: found.data !== undefined,
      changing: found.isPlaceholderData,
      error: found.error ?? data.error,
      getRecord,
      loadRows,
      onVisibleRows,
      reload: () => {
        refreshConnected(client, tableId);
        return client.invalidateQueries({ queryKey: keys.records(tableId) });
      },
      groupAt,
      headings,
      toggleGroup: (path) => setFoldings({ of: folded, folding: toggled(folding, path) }),
      foldAll: (shut) => setFoldings({ of: folded, folding: { shut, except: new Set() } }),
    }),
    [
      scope,
      stored,
      total,
      held,
      found.data,
      found.isPlaceholderData,
      found.error,
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
