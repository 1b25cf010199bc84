import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { keys } from "@/api/keys";
import { pageRecords, type RecordQuery } from "@/api/records";
import { changeHeld, drop, heldIds, release } from "./heldRows";
import { usePendingEdits } from "./pendingEdits";
import type { RecordPages } from "./useRecordPages";

const REFRESH_MS = 5_000;

/**
 * Keeps the records made in this view fresh, and tells which of them its filter and search let through. They go to
 * their own places when the view is left; `refresh` sends them there now.
 */
export function useHeldRefresh(tableId: string, query: RecordQuery, { scope, held }: RecordPages) {
  const client = useQueryClient();
  const idle = usePendingEdits((state) => state.pending === 0);
  const narrowed = query.filter !== null || query.search !== null;
  const saved = held.filter((row) => row.state === "saved").map((row) => row.record.id);

  useQuery({
    queryKey: [...keys.records(tableId), scope, "held", saved.join()],
    enabled: idle && saved.length > 0,
    refetchInterval: REFRESH_MS,
    queryFn: async ({ signal }) => {
      const all = { offset: 0, limit: 1000, ids: saved };
      const fresh = await pageRecords(tableId, { ...all, filter: null, sorts: [], search: null }, signal);
      const matching = narrowed ? await pageRecords(tableId, { ...all, ...query, sorts: [] }, signal) : fresh;
      const shown = new Set(matching.items.map((record) => record.id));
      const known = new Set(fresh.items.map((record) => record.id));
      // What was edited meanwhile is newer than this answer.
      if (usePendingEdits.getState().pending > 0) return 0;
      drop(new Set(saved.filter((id) => !known.has(id))));
      for (const record of fresh.items) {
        const matches = shown.has(record.id);
        changeHeld(record.id, (row) =>
          row.record.version === record.version && row.matches === matches ? row : { ...row, record, matches },
        );
      }
      return fresh.items.length;
    },
  });

  useEffect(
    () => () => {
      const any = heldIds(scope).length > 0;
      release();
      if (any) void client.invalidateQueries({ queryKey: keys.records(tableId) });
    },
    [client, scope, tableId],
  );

  return useCallback(async () => {
    release();
    await client.invalidateQueries({ queryKey: keys.records(tableId) });
  }, [client, tableId]);
}
