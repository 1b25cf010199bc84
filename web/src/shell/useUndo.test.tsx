import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import { startI18n } from "@/i18n";
import { useToasts } from "@/ui/toastStore";
import { useUndoState } from "./undoStore";
import { useUndo } from "./useUndo";
import { saveInOrder } from "./viewSaves";

beforeAll(startI18n);
beforeEach(() => {
  useToasts.setState({ toasts: [] });
  useUndoState.getState().set(0);
});
afterEach(() => vi.unstubAllGlobals());

function undoing() {
  const client = new QueryClient();
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useUndo(), { wrapper }).result.current;
}

test("undo without a name takes back what was done last", async () => {
  const asked = fakeServer(() => ({ body: { done: true, tableId: "tbl_1", recordIds: ["rec_1"] } }));
  await undoing().undo();
  expect(asked).toEqual([{ method: "POST", path: "/undo", body: null }]);
});

test("several named change sets are one undo to the reader, and as many to redo", async () => {
  const asked = fakeServer(({ body }) => {
    const { changeSet } = (body ?? {}) as { changeSet?: string };
    if (changeSet === "chs_2") return { body: { done: false, reason: "it was taken back already" } };
    return { body: { done: true, tableId: "tbl_1", recordIds: [`rec_${changeSet}`] } };
  });
  await undoing().undoNamed(["chs_1", "chs_2", "chs_3"]);
  expect(asked.map(({ body }) => body)).toEqual([
    { changeSet: "chs_3" },
    { changeSet: "chs_2" },
    { changeSet: "chs_1" },
  ]);
  expect(useUndoState.getState().undone).toBe(2);
  expect(useToasts.getState().toasts).toHaveLength(1);
  useToasts.getState().toasts[0]?.action?.run();
  await vi.waitFor(() => expect(asked.filter(({ path }) => path === "/redo")).toHaveLength(2));
});

test("an undo waits for views that are being saved, and says what became of a field", async () => {
  const asked = fakeServer(() => ({
    body: {
      done: true,
      tableId: "tbl_1",
      recordIds: [],
      things: [{ type: "field", id: "fld_1", tableId: "tbl_1", name: "Due", outcome: "restored" }],
    },
  }));
  let saved = () => {};
  saveInOrder(() => new Promise((resolve) => (saved = resolve)));
  const undone = undoing().undo();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([]);
  saved();
  await undone;
  expect(asked.map(({ path }) => path)).toEqual(["/undo"]);
  expect(useToasts.getState().toasts[0]?.text).toBe("Undone: Due is back");
});
