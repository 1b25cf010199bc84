import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Answered, fakeServer } from "@/api/fakeServer";
import type { CellValues } from "@/api/types";
import { editDraft, saveDraft } from "./drafts";
import { findHeld, hold, useHeldRows } from "./heldRows";

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const record = (fields: CellValues) => ({ id: "rec_1", no: 1, fields, createdTime: "", modifiedTime: "", version: 1 });
const made = (fields: CellValues, changeSet: string | null = "chs_1"): Answered => ({
  status: 201,
  body: { items: [record(fields)] },
  changeSet,
});
interface Sent {
  records: { fields: CellValues; clientKey: string }[];
  typecast: boolean;
}

beforeEach(() => useHeldRows.setState({ tables: {} }));
afterEach(() => vi.unstubAllGlobals());

test("a record whose answer was lost is sent again under the same key", async () => {
  const answers = [new Error("lost"), made({ name: "A" }, null)];
  const asked = fakeServer(() => answers.shift() ?? {});
  const { key } = hold("tbl_1", "view", [], { name: "A" });
  await expect(saveDraft("tbl_1", key)).rejects.toThrow("lost");
  expect(findHeld(key)?.state).toBe("draft");
  await saveDraft("tbl_1", key);
  const keys = asked.map(({ body }) => (body as Sent).records[0]?.clientKey);
  expect(keys[0]).toMatch(UUID7);
  expect(keys[1]).toBe(keys[0]);
  expect(findHeld(key)?.record.id).toBe("rec_1");
});

test("what was typed after a lost answer follows as an edit of the record that it made", async () => {
  const answers = [new Error("lost"), made({ name: "A" }, null)];
  fakeServer(() => answers.shift() ?? {});
  const { key } = hold("tbl_1", "view", [], { name: "A" });
  await expect(saveDraft("tbl_1", key)).rejects.toThrow();
  editDraft(key, { name: "B" }, false);
  await expect(saveDraft("tbl_1", key)).resolves.toMatchObject({ later: { name: "B" }, changeSet: null });
});

test("an answer without the record leaves a draft that can be sent again", async () => {
  fakeServer(() => ({ status: 201, body: { items: [] } }));
  const { key } = hold("tbl_1", "view", [], { name: "A" });
  await expect(saveDraft("tbl_1", key)).rejects.toThrow();
  expect(findHeld(key)?.state).toBe("draft");
});

test("text that came while the record was under way follows as text", async () => {
  let answer = (_: Answered) => {};
  const waiting = new Promise<Answered>((resolve) => {
    answer = resolve;
  });
  fakeServer(() => waiting);
  const { key } = hold("tbl_1", "view", [], { name: "A" });
  const saving = saveDraft("tbl_1", key);
  editDraft(key, { amount: "1 234,50" }, true);
  answer(made({ name: "A", amount: null }));
  await expect(saving).resolves.toEqual({
    id: "rec_1",
    later: { amount: "1 234,50" },
    typecast: true,
    changeSet: "chs_1",
  });
});

test("a key whose record was deleted since gives way to another", async () => {
  fakeServer(() => ({ status: 409, body: { code: "client_key_taken", detail: "Taken." } }));
  const { key, clientKey } = hold("tbl_1", "view", [], { name: "A" });
  await expect(saveDraft("tbl_1", key)).rejects.toThrow();
  expect(findHeld(key)?.clientKey).toMatch(UUID7);
  expect(findHeld(key)?.clientKey).not.toBe(clientKey);
});
