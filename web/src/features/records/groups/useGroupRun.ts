import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { pageSize } from "@/api/limits";
import { type GroupsRequest, queryGroups } from "@/api/records";
import { heldIds } from "../data/heldRows";
import { answered, begun, type Pace, refreshEvery, rest, UNASKED } from "../data/pace";
import { usePendingEdits } from "../data/pendingEdits";
import type { Sight } from "../data/useSight";
import { cursorOf, entriesOf, extended, type GroupRun, type GroupsPage, pagesToRenew, renewed } from "./groupRun";
import { type Folding, layOut, stretchesBetween } from "./layout";

const REFRESH_MS = 10_000;
/** As many as there may be: a page costs the server the same, whatever it holds. */
const GROUPS_AT_ONCE = 1000;
/** So many rows before the end of the groups that are there, the next ones are read. */
const AHEAD = 100;

/** What is asked, without the page. */
export type GroupsQuestion = Omit<GroupsRequest, "limit" | "cursor">;

interface Wanted {
  tableId: string;
  asked: GroupsQuestion;
  /** Whose held records are not counted. */
  scope: string;
  enabled: boolean;
  levels: number;
  folding: Folding;
  sight: Sight;
}

const NO_GROUPS: GroupRun = [];

/**
 * The groups of a view, as far as they were read, and the rows that they make. Only the pages in sight are read again,
 * by one question at a time, which rests as long as the last one took: over a million records the answer takes a
 * second, and edits come faster.
 */
export function useGroupRun({ tableId, asked, scope, enabled, levels, folding, sight }: Wanted) {
  const client = useQueryClient();
  const idle = usePendingEdits((state) => state.pending === 0);
  const wanted = JSON.stringify(asked);
  const queryKey = useMemo(() => keys.groups(tableId, wanted), [tableId, wanted]);
  const pace = useRef<Pace>(UNASKED);
  /** When each page was asked for, and when any was asked for again. */
  const read = useRef({ pages: new WeakMap<GroupsPage, number>(), last: 0 });
  /** The first and the last entry in sight. */
  const near = useRef<readonly [number, number]>([0, 0]);

  /** Questions that took too long with their sums: the rows are what matters. */
  const unsummed = useRef(new Set<string>());

  const ask = useCallback(
    async (cursor: string | null, signal: AbortSignal): Promise<GroupsPage> => {
      const page = { cursor: cursor ?? undefined, exclude: heldIds(tableId, scope), subtotals: true };
      const limit = await pageSize(GROUPS_AT_ONCE);
      const question = { ...(JSON.parse(wanted) as GroupsQuestion), ...page, limit };
      const read = async (request: GroupsRequest) => {
        const answer = await queryGroups(tableId, request, signal);
        return { entries: answer.groups, next: answer.nextCursor ?? null };
      };
      if (unsummed.current.has(wanted)) return read({ ...question, aggregates: [] });
      try {
        return await read(question);
      } catch (error) {
        if (asApiError(error).code !== "query_timeout" || !question.aggregates?.length) throw error;
        unsummed.current.add(wanted);
        return read({ ...question, aggregates: [] });
      }
    },
    [tableId, scope, wanted],
  );

  const found = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<GroupRun> => {
      const old = client.getQueryData<GroupRun>(queryKey) ?? NO_GROUPS;
      if (old.length > 0) await rest(pace.current, signal);
      const began = performance.now();
      pace.current = begun(pace.current, began);
      const places = old.length > 0 ? pagesToRenew(old, ...near.current) : [0];
      const fresh = await Promise.all(places.map((at) => ask(cursorOf(old, at), signal)));
      pace.current = answered(began);
      // More pages may have come meanwhile. From the last one back: a page hands what it pushes out to the next.
      let run = client.getQueryData<GroupRun>(queryKey) ?? old;
      for (const [place, page] of [...fresh.entries()].reverse()) run = renewed(run, places[place] ?? 0, page);
      read.current.last = began;
      for (const at of places) if (run[at]) read.current.pages.set(run[at], began);
      return run;
    },
    enabled,
    // Pages that were not read again are the same objects already.
    structuralSharing: false,
    // Other groups are other rows altogether; under another filter those of the old one stay until it is there.
    placeholderData: (before, query) => (sameGroups(query?.queryKey, wanted) ? before : undefined),
    refetchInterval: () => idle && refreshEvery(REFRESH_MS, pace.current),
  });

  const run = found.data ?? NO_GROUPS;
  const { dataUpdatedAt, isFetching, isPlaceholderData, refetch } = found;
  const entries = useMemo(() => entriesOf(run), [run]);
  const layout = useMemo(() => layOut(entries, levels, folding), [entries, levels, folding]);

  const end = isPlaceholderData ? null : (run.at(-1)?.next ?? null);
  const [failed, setFailed] = useState<{ cursor: string; since: number; error: unknown } | null>(null);
  const failure = failed?.cursor === end && failed.since === dataUpdatedAt ? failed.error : null;
  const wantsMore = enabled && failure === null && sight.last + AHEAD > layout.rows;

  useEffect(() => {
    if (!wantsMore || end === null) return;
    const stop = new AbortController();
    const began = performance.now();
    ask(end, stop.signal).then(
      (page) => {
        client.setQueryData<GroupRun>(queryKey, (now) => {
          const longer = now && extended(now, end, page);
          const added = longer?.at(-1);
          if (added && longer !== now) read.current.pages.set(added, began);
          return longer;
        });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setFailed({ cursor: end, since: dataUpdatedAt, error });
      },
    );
    return () => stop.abort();
  }, [ask, client, dataUpdatedAt, end, queryKey, wantsMore]);

  // Pages that come into sight may be older than the others.
  useEffect(() => {
    const shown = stretchesBetween(layout, sight.first, sight.last);
    near.current = [shown[0]?.at ?? 0, shown.at(-1)?.at ?? 0];
    if (!enabled || isFetching || isPlaceholderData) return;
    const isOld = (at: number) => run[at] && (read.current.pages.get(run[at]) ?? 0) < read.current.last;
    if (pagesToRenew(run, ...near.current).some(isOld)) void refetch({ cancelRefetch: false });
  }, [enabled, isFetching, isPlaceholderData, layout, refetch, run, sight]);

  return {
    entries,
    layout,
    loaded: found.data !== undefined,
    /** What is there belongs to what was asked before. */
    changing: isPlaceholderData,
    hasMore: end !== null,
    error: found.error ?? failure,
  };
}

function sameGroups(before: readonly unknown[] | undefined, wanted: string): boolean {
  const told = before?.at(-1);
  const groups = (text: string) => JSON.stringify((JSON.parse(text) as GroupsQuestion).groups);
  return typeof told === "string" && groups(told) === groups(wanted);
}
