import { afterEach, expect, test, vi } from "vitest";
import { type Asked, fakeServer } from "@/api/fakeServer";
import { createRecords } from "@/api/records";
import { BATCH, inBatches, RefusedBatch } from "./batches";
import { removeRecords } from "./removeRecords";

afterEach(() => vi.unstubAllGlobals());

const named = (asked: Asked[]) =>
  asked.filter(({ path }) => path === "/undo").map(({ body }) => (body as { changeSet?: string } | null)?.changeSet);
const REFUSAL = { status: 422, body: { code: "invalid", detail: "No." } };
const rows = Array.from({ length: 2 * BATCH + 1 }, (_, place) => ({ fields: { name: `${place}` } }));
const send = (batch: typeof rows) => createRecords("tbl_1", batch, true);

test("a refused batch takes back those before it by name, the newest first, and nothing else", async () => {
  const answers = [{ changeSet: "chs_1" }, { changeSet: "chs_2" }, REFUSAL];
  const asked = fakeServer(({ path }) => (path === "/undo" ? { body: { done: true } } : (answers.shift() ?? {})));
  const refused = await inBatches(rows, send).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(RefusedBatch);
  expect(refused).toMatchObject({ at: 2 * BATCH, standing: 0, reason: "No.", status: 422 });
  expect(named(asked)).toEqual(["chs_2", "chs_1"]);
});

test("a batch that changed nothing is not taken back", async () => {
  const answers = [{ changeSet: null }, { changeSet: "chs_2" }, REFUSAL];
  const asked = fakeServer(({ path }) => (path === "/undo" ? { body: { done: true } } : (answers.shift() ?? {})));
  await expect(inBatches(rows, send)).rejects.toThrow();
  expect(named(asked)).toEqual(["chs_2"]);
});

test("what others hold against taking back is told", async () => {
  const answers = [{ changeSet: "chs_1" }, { changeSet: "chs_2" }, REFUSAL];
  fakeServer(({ path, body }) => {
    if (path !== "/undo") return answers.shift() ?? {};
    const { changeSet } = body as { changeSet: string };
    return changeSet === "chs_1"
      ? { body: { done: false, reason: "everything was changed since" } }
      : new Error("down");
  });
  await expect(inBatches(rows, send)).rejects.toMatchObject({ standing: 2 });
});

test("deleting many names all its change sets, and deletes all or none", async () => {
  const ids = rows.map((_, place) => `rec_${place}`);
  let made = 0;
  fakeServer(() => ({ changeSet: `chs_${++made}` }));
  await expect(removeRecords("tbl_1", ids)).resolves.toEqual(["chs_1", "chs_2", "chs_3"]);
  const answers = [{ changeSet: "chs_4" }, REFUSAL];
  const asked = fakeServer(({ path }) => (path === "/undo" ? { body: { done: true } } : (answers.shift() ?? {})));
  await expect(removeRecords("tbl_1", ids)).rejects.toThrow();
  expect(named(asked)).toEqual(["chs_4"]);
});
