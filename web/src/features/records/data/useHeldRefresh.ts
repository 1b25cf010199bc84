import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useLayoutEffect } from "react";
import { keys } from "@/api/keys";
import { pageRecords, type RecordQuery } from "@/api/records";
import { changeHeld, drop, enter, HELD_LIMIT, heldIds, release } from "./heldRows";
import { usePendingEdits } from "./pendingEdits";
import type { RecordPages } from "./useRecordPages";

const REFRESH_MS = 5_000;

/**
 * Keeps the records made in this view fresh, and tells which of them its filter and search let through. Saved ones go
 * to their own places when the view is left; the function that is given sends them there now.
 */
export function useHeldRefresh(tableId: string, query: RecordQuery, { scope, held }: RecordPages) {
  const client = useQueryClient();
  const idle = usePendingEdits((state) => state.pending === 0);
  const narrowed = query.filter !== null || query.search !== null;
  const saved = held.flatMap((row) => (row.state === "saved" ? [row.record.id] : [])).slice(-HELD_LIMIT);

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

  // Before it is painted: a record that is not saved is in sight from the first look at the next view on.
  useLayoutEffect(() => {
    enter(tableId, scope);
    return () => {
      const any = heldIds(tableId, scope).length > 0;
      release(tableId);
      if (any) void client.invalidateQueries({ queryKey: keys.records(tableId) });
    };
  }, [client, scope, tableId]);

  return useCallback(async () => {
    release(tableId);
    await client.invalidateQueries({ queryKey: keys.records(tableId) });
  }, [client, tableId]);
}
