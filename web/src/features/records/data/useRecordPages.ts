import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { keys } from "@/api/keys";
import { pageRecords, type RecordQuery } from "@/api/records";
import type { DataRecord, RecordPage } from "@/api/types";
import { PAGE_SIZE, pageOf, pagesFor } from "@/grid/pageWindow";
import type { Stretch } from "../groups/layout";
import { refreshConnected } from "./connected";
import { drop, type HeldRow, heldIds, rowsOf, surplusIds, useHeldRows } from "./heldRows";
import { usePendingEdits } from "./pendingEdits";
import { useSight } from "./useSight";

/** Without a realtime feed, visible pages are read again this often; equal answers change nothing on the screen. */
const PAGE_REFRESH = 5_000;
const TOTAL_REFRESH = 20_000;
/** While the server gets a large view ready, its answers are estimates; the exact ones follow within seconds. */
const ESTIMATE_REFRESH = 1_000;

/** The rows of a view, loaded as far as they are looked at. */
export interface RecordPages {
  scope: string;
  /** Rows of the grid: records, and headings of groups. */
  rowCount: number;
  recordCount: number;
  held: readonly HeldRow[];
  loaded: boolean;
  changing: boolean;
  error: unknown;
  getRecord: (row: number) => DataRecord | undefined;
  loadRows: (firstRow: number, lastRow: number) => Promise<void>;
  onVisibleRows: (firstRow: number, lastRow: number) => void;
  reload: () => Promise<void>;
  /** The group whose heading a row is. */
  groupAt: (row: number) => Stretch | null;
  /** Only where there are groups: the rows of their headings, and what folds them. */
  headings?: readonly number[];
  toggleGroup?: (path: string) => void;
  foldAll?: (shut: boolean) => void;
}

const noGroup = () => null;

/** What one stay in a view shows; records that are made in it are held in it. */
const scopeOf = (tableId: string, query: string) => `${tableId} ${query}`;

/**
 * The rows of a view as a window over pages: only pages near the screen are loaded, and the ones left behind are
 * dropped after a while. While a new filter or sort loads, the rows of the old one stay.
 */
export function useRecordPages(tableId: string, query: RecordQuery, enabled = true): RecordPages {
  const client = useQueryClient();
  const wanted = JSON.stringify(query);
  const [visible, onVisibleRows] = useSight();
  const [shown, setShown] = useState(wanted);
  const idle = usePendingEdits((state) => state.pending === 0);

  const total = useQuery({
    queryKey: keys.recordTotal(tableId, wanted),
    queryFn: async ({ signal }) => {
      const exclude = heldIds(tableId, scopeOf(tableId, wanted));
      const surplus = surplusIds(tableId, scopeOf(tableId, wanted));
      const page = await pageRecords(tableId, { ...query, offset: 0, limit: PAGE_SIZE, count: true, exclude }, signal);
      client.setQueryData(keys.recordPage(tableId, wanted, 0), page);
      if (surplus.length > 0) drop(new Set(surplus));
      return { records: page.total ?? page.items.length, estimated: page.estimated === true };
    },
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => idle && (state.data?.estimated ? ESTIMATE_REFRESH : TOTAL_REFRESH),
  });
  if (shown !== wanted && total.data !== undefined && !total.isPlaceholderData) setShown(wanted);

  const scope = scopeOf(tableId, wanted);
  const held = useHeldRows(rowsOf(tableId, scope));
  const stored = total.data?.records ?? 0;
  const rowCount = stored + held.length;
  const loaded = total.data !== undefined;
  const pages = loaded && enabled ? pagesFor(visible.first, visible.last, stored) : [];

  const fetchPage = useCallback(
    (page: number, signal?: AbortSignal) => {
      const shownQuery = JSON.parse(shown) as RecordQuery;
      const exclude = heldIds(tableId, scopeOf(tableId, shown));
      return pageRecords(tableId, { ...shownQuery, offset: page * PAGE_SIZE, limit: PAGE_SIZE, exclude }, signal);
    },
    [shown, tableId],
  );

  const data = useQueries({
    queries: pages.map((page) => ({
      queryKey: keys.recordPage(tableId, shown, page),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(page, signal),
      refetchInterval: ({ state }: { state: { data?: RecordPage | undefined } }) =>
        idle && (state.data?.estimated ? ESTIMATE_REFRESH : PAGE_REFRESH),
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

  const first = pages[0] ?? 0;
  const getRecord = useCallback(
    (row: number): DataRecord | undefined => {
      if (row >= stored) return held[row - stored]?.record;
      const { page, index } = pageOf(row);
      const inWindow = data.pages[page - first];
      const found = inWindow ?? client.getQueryData<RecordPage>(keys.recordPage(tableId, shown, page));
      return found?.items[index];
    },
    [client, data.pages, first, held, shown, stored, tableId],
  );

  const loadRows = useCallback(
    async (firstRow: number, lastRow: number) => {
      const needed = pagesFor(firstRow, lastRow, stored, 0);
      for (const page of needed) {
        const queryKey = keys.recordPage(tableId, shown, page);
        await client.ensureQueryData({ queryKey, queryFn: ({ signal }) => fetchPage(page, signal) });
      }
    },
    [client, fetchPage, shown, stored, tableId],
  );

  return useMemo(
    (): RecordPages => ({
      scope,
      rowCount,
      recordCount: rowCount,
      held,
      loaded,
      changing: total.isPlaceholderData,
      error: total.error ?? data.error,
      getRecord,
      loadRows,
      onVisibleRows,
      reload: () => {
        refreshConnected(client, tableId);
        return client.invalidateQueries({ queryKey: keys.records(tableId) });
      },
      groupAt: noGroup,
    }),
    [
      scope,
      rowCount,
      held,
      loaded,
      total.isPlaceholderData,
      total.error,
      data.error,
      getRecord,
      loadRows,
      onVisibleRows,
      client,
      tableId,
    ],
  );
}
