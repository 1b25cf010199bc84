import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import { useToasts } from "@/ui/toastStore";
import { useUndoState } from "./undoStore";
import { useDeletedToast } from "./useDeletedToast";

const amount = { type: "field", id: "fld_1", name: "Amount" } as const;

beforeEach(() => {
  useToasts.setState({ toasts: [] });
  useUndoState.getState().set(0);
});
afterEach(() => vi.unstubAllGlobals());

function deleted() {
  const client = new QueryClient();
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useDeletedToast(), { wrapper }).result.current;
}

const press = () => useToasts.getState().toasts[0]?.action?.run();

test("a deletion is taken back by its change set, and can be done again", async () => {
  const asked = fakeServer(() => ({ body: { done: true } }));
  const back = vi.fn();
  deleted()(amount, "chs_1", back);
  press();
  await vi.waitFor(() => expect(back).toHaveBeenCalled());
  expect(asked).toEqual([{ method: "POST", path: "/undo", body: { changeSet: "chs_1" } }]);
  expect(useUndoState.getState().undone).toBe(1);
});

test("what was taken back already, and what has no change set, comes out of the trash", async () => {
  const asked = fakeServer(({ path }) => ({ body: path === "/undo" ? { done: false } : {} }));
  const back = vi.fn();
  for (const changeSet of ["chs_1", null]) {
    deleted()(amount, changeSet, back);
    press();
  }
  await vi.waitFor(() => expect(back).toHaveBeenCalledTimes(2));
  expect(asked.filter(({ path }) => path === "/fields/fld_1/restore")).toHaveLength(2);
  expect(useUndoState.getState().undone).toBe(0);
});
