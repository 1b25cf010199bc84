import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Answered, type Asked, fakeServer } from "@/api/fakeServer";
import type { CellValues, DataRecord, Field, Table } from "@/api/types";
import { useToasts } from "@/ui/toastStore";
import { findHeld, hold, rowsOf, useHeldRows } from "./heldRows";
import { usePaste } from "./usePaste";
import { useRecordEdits } from "./useRecordEdits";
import type { RecordPages } from "./useRecordPages";

const name = { id: "fld_1", name: "Name", type: "text", config: {} } as unknown as Field;
const secret = { id: "fld_2", name: "Pin", type: "text", config: {}, encrypted: true } as unknown as Field;
const access = { level: "edit", readOnly: [], editable: [], views: {} };
const table = { id: "tbl_1", baseId: "bas_1", fields: [name, secret], access } as unknown as Table;
const record = (id: string, text: string): DataRecord => ({
  id,
  no: 1,
  fields: { fld_1: text },
  createdTime: "",
  modifiedTime: "",
  version: 1,
});
const REFUSAL: Answered = { status: 422, body: { code: "invalid", detail: "No." } };

beforeEach(() => {
  useHeldRows.setState({ tables: {} });
  useToasts.setState({ toasts: [] });
});
afterEach(() => vi.unstubAllGlobals());

function pasting(stored: DataRecord[]) {
  const client = new QueryClient();
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const held = () => rowsOf("tbl_1", "view")(useHeldRows.getState());
  const pages = {
    rowCount: stored.length + held().length,
    loadRows: async () => {},
    reload: async () => {},
    groupAt: () => null,
    getRecord: (row: number) => stored[row] ?? held()[row - stored.length]?.record,
  } as unknown as RecordPages;
  const { result } = renderHook(
    () => {
      const { edit } = useRecordEdits("tbl_1");
      return usePaste({
        table,
        shown: [name, secret].map((field) => ({ field, hidden: false, footer: null, width: null })),
        pages,
        edit,
        canWrite: true,
      });
    },
    { wrapper },
  );
  return (texts: string[]) =>
    result.current(
      "fld_1",
      0,
      texts.map((text) => text.split("\t")),
    );
}

const named = (asked: Asked[]) => asked.filter(({ path }) => path === "/undo").map(({ body }) => body);

test("a paste whose edit changed nothing takes nothing back when its new records are refused", async () => {
  const asked = fakeServer(({ method, path }) => {
    if (path === "/undo") return { body: { done: true } };
    return method === "POST" ? REFUSAL : { body: record("rec_1", "B") };
  });
  await pasting([record("rec_1", "A")])(["B", "new"]);
  expect(asked.map(({ method }) => method)).toEqual(["PATCH", "POST"]);
  expect(useToasts.getState().toasts).toMatchObject([{ detail: "No.", tone: "bad" }]);
});

test("a refused paste takes back its own edit by name", async () => {
  const asked = fakeServer(({ method, path }) => {
    if (path === "/undo") return { body: { done: true } };
    return method === "POST" ? REFUSAL : { body: record("rec_1", "B"), changeSet: "chs_edit" };
  });
  await pasting([record("rec_1", "A")])(["B", "new"]);
  expect(named(asked)).toEqual([{ changeSet: "chs_edit" }]);
});

test("a refused paste gives a new record back the values it had before, and not saved", async () => {
  const draft = hold("tbl_1", "view", ["fld_1"], {});
  const asked = fakeServer(({ path, body }) => {
    if (path === "/undo") return { body: { done: true } };
    const [first] = (body as { records: { fields: CellValues; clientKey?: string }[] }).records;
    return first?.clientKey
      ? { status: 201, body: { items: [record("rec_9", "pasted")] }, changeSet: "chs_draft" }
      : REFUSAL;
  });
  await pasting([])(["pasted", "new"]);
  expect(named(asked)).toEqual([{ changeSet: "chs_draft" }]);
  expect(findHeld(draft.key)).toMatchObject({ state: "draft", record: { id: draft.key, fields: {} } });
});

test("the undo of a paste names what the paste did, the newest first", async () => {
  const asked = fakeServer(({ method, path }) => {
    if (path === "/undo") return { body: { done: true, tableId: "tbl_1", recordIds: ["rec_1"] } };
    return method === "POST"
      ? { status: 201, body: { items: [record("rec_2", "new")] }, changeSet: "chs_new" }
      : { body: record("rec_1", "B"), changeSet: "chs_edit" };
  });
  await pasting([record("rec_1", "A")])(["B", "new"]);
  useToasts.getState().toasts[0]?.action?.run();
  await vi.waitFor(() => expect(named(asked)).toEqual([{ changeSet: "chs_new" }, { changeSet: "chs_edit" }]));
});

const hidden = (id: string, text: string) => {
  const found = record(id, text);
  return { ...found, fields: { ...found.fields, fld_2: { masked: true } } };
};

test("a paste leaves what the person does not see as it is", async () => {
  const asked = fakeServer(() => ({ body: record("rec_1", "B"), changeSet: "chs_edit" }));
  await pasting([hidden("rec_1", "A"), hidden("rec_2", "C")])(["B\t1234", "C\t"]);
  expect(asked.map(({ method, body }) => [method, (body as { fields: CellValues }).fields])).toEqual([
    ["PATCH", { fld_1: "B" }],
  ]);
});

test("the dots of a masked cell are never pasted into an encrypted field", async () => {
  const asked = fakeServer(() => ({ status: 201, body: { items: [record("rec_2", "••••")] }, changeSet: "chs_new" }));
  await pasting([record("rec_1", "A")])(["A\t••••", "••••\t••••"]);
  expect(asked.map(({ method, body }) => [method, body])).toMatchObject([
    ["POST", { records: [{ fields: { fld_1: "••••" } }] }],
  ]);
  expect(JSON.stringify(asked)).not.toContain("fld_2");
});
