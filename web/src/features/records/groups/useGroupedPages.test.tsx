import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { type PropsWithChildren, StrictMode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Answered, type Asked, fakeServer } from "@/api/fakeServer";
import { keys } from "@/api/keys";
import type { RecordQuery } from "@/api/records";
import { field } from "@/test-fields";
import { useHeldRows } from "../data/heldRows";
import type { ColumnFooter } from "../footers/useFooters";
import { useGroupedPages } from "./useGroupedPages";

const QUERY: RecordQuery = { filter: null, sorts: [], search: null };
const LEVELS = [{ by: { field: "n", direction: "asc" as const }, field: field("n", "number") }];
const NOTHING: never[] = [];

interface Body {
  groups?: unknown;
  cursor?: string;
  limit: number;
  filter: { filters: { field?: string; value?: number; filters?: { value: number }[] }[] } | null;
}

/** A table of `groups` groups with `size` records each, grouped by a number. */
function serve(groups: number, size: number, answer?: (asked: Asked) => Answered | undefined) {
  const record = (n: number, at: number) => ({
    id: `rec_${n}_${at}`,
    no: 1,
    fields: { n },
    createdTime: "",
    modifiedTime: "",
    version: 1,
  });
  const recordsOf = (n: number) => Array.from({ length: size }, (_, at) => record(n, at));
  return fakeServer((asked) => {
    const given = answer?.(asked);
    if (given) return given;
    if (asked.method === "GET") {
      const found = recordsOf(0).slice(0, 150);
      return { body: { items: found, nextCursor: null } };
    }
    const body = asked.body as Body;
    if (!body.groups) {
      const values = (body.filter?.filters ?? []).flatMap((each) => each.filters?.map(({ value }) => value) ?? []);
      return { body: { items: values.flatMap(recordsOf), nextCursor: null } };
    }
    const first = body.cursor ? Number(body.cursor) : 0;
    const last = Math.min(first + body.limit, groups);
    const entries = Array.from({ length: last - first }, (_, at) => ({
      keys: [first + at],
      count: size,
      aggregates: [],
    }));
    const total = first === 0 ? [{ keys: [], count: groups * size, aggregates: [] }] : [];
    return { body: { groups: [...total, ...entries], nextCursor: last < groups ? String(last) : null } };
  });
}

const ofGroups = (asked: readonly Asked[]) => asked.filter(({ body }) => (body as Body | null)?.groups);
const ofRecords = (asked: readonly Asked[]) => asked.filter(({ body }) => !(body as Body | null)?.groups);

function grouped(footers: ColumnFooter[] = NOTHING) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } });
  const wrapper = ({ children }: PropsWithChildren) => (
    <StrictMode>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </StrictMode>
  );
  const { result, unmount, rerender } = renderHook(
    ({ query }: { query: RecordQuery }) => useGroupedPages("tbl_1", query, { levels: LEVELS, footers, enabled: true }),
    { wrapper, initialProps: { query: QUERY } },
  );
  return { client, result, unmount, rerender };
}

/** Lets timers and answers run until nothing more happens. */
const settle = async () => {
  for (let round = 0; round < 20; round++) await act(() => vi.advanceTimersByTimeAsync(20));
};

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  useHeldRows.setState({ tables: {} });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("groups and the small groups in sight are a few questions", async () => {
  const asked = serve(200, 1);
  const { result } = grouped();
  await settle();
  expect(result.current.rowCount).toBe(400);
  expect(result.current.recordCount).toBe(200);
  expect(result.current.getRecord(1)?.id).toBe("rec_0_0");
  expect(result.current.getRecord(41)?.id).toBe("rec_20_0");
  expect(ofGroups(asked).length).toBeLessThanOrEqual(2);
  expect(ofRecords(asked).length).toBeLessThanOrEqual(4);
});

test("a change reads again what is in sight, however much was read before", async () => {
  const asked = serve(5000, 1);
  const { result, client } = grouped();
  await settle();
  for (const row of [2000, 4000, 6000, 7900, 9900]) {
    act(() => result.current.onVisibleRows(row, row + 40));
    await settle();
  }
  expect(ofGroups(asked).length).toBeGreaterThanOrEqual(5);
  asked.length = 0;
  await act(() => client.invalidateQueries({ queryKey: keys.records("tbl_1") }));
  await settle();
  expect(ofGroups(asked).length).toBeLessThanOrEqual(3);
  expect(ofRecords(asked).length).toBeLessThanOrEqual(4);
});

test("many changes at once are read once more, not once each", async () => {
  const asked = serve(200, 1);
  const { client } = grouped();
  await settle();
  asked.length = 0;
  for (let change = 0; change < 20; change++) {
    void client.cancelQueries({ queryKey: keys.records("tbl_1") });
    void client.invalidateQueries({ queryKey: keys.records("tbl_1") });
  }
  await settle();
  expect(ofRecords(asked).length).toBeLessThanOrEqual(4);
});

test("while answers are slow, changes do not pile questions up", async () => {
  let open = 0;
  let most = 0;
  const asked = serve(200, 1);
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", async (request: Request) => {
    const isGroups = (await request.clone().text()).includes('"groups"');
    if (!isGroups) return answering(request);
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 300));
    open -= 1;
    return answering(request);
  });
  const { client } = grouped();
  await settle();
  asked.length = 0;
  for (let change = 0; change < 10; change++) {
    void client.invalidateQueries({ queryKey: keys.summedUp("tbl_1") });
    await act(() => vi.advanceTimersByTimeAsync(20));
  }
  for (let round = 0; round < 4; round++) await settle();
  expect(ofGroups(asked).length).toBeLessThanOrEqual(2);
  expect(most).toBe(1);
});

test("rows that are dragged past are not asked for", async () => {
  const asked = serve(2, 400_000);
  const { result } = grouped();
  await settle();
  asked.length = 0;
  for (let row = 1000; row < 390_000; row += 5000) act(() => result.current.onVisibleRows(row, row + 40));
  await settle();
  expect(ofRecords(asked).length).toBeLessThanOrEqual(2);
});

test("rendering alone asks for nothing", async () => {
  const asked = serve(5000, 1);
  const { rerender } = grouped();
  await settle();
  const before = asked.length;
  for (let time = 0; time < 50; time++) rerender({ query: QUERY });
  await settle();
  expect(asked.length).toBe(before);
});

test("groups whose sums take too long come without", async () => {
  const late = { status: 503, body: { code: "query_timeout", detail: "Too long." } };
  const asked = serve(200, 1, ({ body }) =>
    (body as { aggregates?: unknown[] } | null)?.aggregates?.length ? late : undefined,
  );
  const summed = [{ field: field("n", "number"), footer: { fn: "sum" as const } }];
  const { result, client } = grouped(summed);
  await settle();
  expect(result.current.rowCount).toBe(400);
  expect(result.current.error).toBeNull();
  asked.length = 0;
  await act(() => client.invalidateQueries({ queryKey: keys.records("tbl_1") }));
  await settle();
  expect(ofGroups(asked).map(({ body }) => (body as { aggregates: unknown[] }).aggregates.length)).toEqual([0]);
});

test("reading on fails once and waits for the next refresh", async () => {
  let failing = true;
  const asked = serve(5000, 1, ({ body }) =>
    failing && (body as Body | null)?.cursor ? { status: 422, body: { code: "invalid", detail: "No." } } : undefined,
  );
  const { result, client } = grouped();
  await settle();
  act(() => result.current.onVisibleRows(1950, 1990));
  await settle();
  expect(result.current.error).toBeTruthy();
  expect(ofGroups(asked).filter(({ body }) => (body as Body).cursor).length).toBeLessThanOrEqual(2);
  failing = false;
  await act(() => client.invalidateQueries({ queryKey: keys.records("tbl_1") }));
  await settle();
  await waitFor(() => expect(result.current.error).toBeNull());
  expect(result.current.rowCount).toBeGreaterThan(2001);
});
