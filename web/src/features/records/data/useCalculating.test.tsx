import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import { keys } from "@/api/keys";
import type { BaseDetail, Table } from "@/api/types";
import { field } from "@/test-fields";
import { useCalculating } from "./useCalculating";

afterEach(() => vi.unstubAllGlobals());

const tableWith = (calculating: { done: number; total: number } | null) =>
  ({ id: "tbl_1", fields: [field("sum", "rollup", {}, { calculating })], views: [] }) as unknown as Table;

test("fields say how far they are, and the records are read again when they are done", async () => {
  const answers = [tableWith({ done: 5, total: 9 }), tableWith(null)];
  const asked = fakeServer(() => ({ body: answers[Math.min(asked.length - 1, 1)] }));
  const client = new QueryClient();
  const base = () => client.getQueryData<BaseDetail>(keys.base("bas_1"))?.tables[0] as Table;
  client.setQueryData(keys.base("bas_1"), { tables: [tableWith({ done: 0, total: 9 })] });
  client.setQueryData(keys.recordPage("tbl_1", "q", 0), { items: [] });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { rerender } = renderHook(() => useCalculating("bas_1", base()), { wrapper });
  await waitFor(() => expect(base().fields[0]?.calculating).toEqual({ done: 5, total: 9 }));
  expect(client.getQueryState(keys.recordPage("tbl_1", "q", 0))?.isInvalidated).toBe(false);
  await waitFor(() => expect(base().fields[0]?.calculating).toBeNull(), { timeout: 3000 });
  act(() => rerender());
  expect(client.getQueryState(keys.recordPage("tbl_1", "q", 0))?.isInvalidated).toBe(true);
  const before = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(asked.length).toBe(before);
});
