import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import { forgetLimits } from "@/api/limits";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import type { CellTarget } from "../types";
import { type FileValue, filesOf } from "./files";
import { cancel, retry, upload, useUploads } from "./uploads";

/** An XMLHttpRequest that the test answers. */
class Request extends EventTarget {
  static sent: Request[] = [];
  upload = new EventTarget();
  status = 0;
  responseText = "";
  address = "";
  aborted = false;
  open(_method: string, address: string) {
    this.address = address;
  }
  setRequestHeader() {}
  getResponseHeader = () => null;
  send() {
    Request.sent.push(this);
  }
  abort() {
    this.aborted = true;
    this.dispatchEvent(new Event("abort"));
    this.dispatchEvent(new Event("loadend"));
  }
  answer(status: number, body: object) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.dispatchEvent(new Event("load"));
    this.dispatchEvent(new Event("loadend"));
  }
  breaks() {
    this.dispatchEvent(new Event("error"));
    this.dispatchEvent(new Event("loadend"));
  }
}

const stored = (id: string, version = 1): FileValue => ({
  id,
  version,
  name: `${id}.txt`,
  type: "text/plain",
  size: 1,
  url: `/api/v1/files/${id}`,
  thumbnails: null,
});

function cellWith(config: Record<string, unknown> = {}, value: FileValue[] | null = null) {
  const writes: string[][] = [];
  const cell = { value, refuse: null as string | null, writes };
  const target: CellTarget = {
    key: crypto.randomUUID(),
    baseId: "bas_1",
    field: field("Files", "attachment", config),
    peek: () => cell.value,
    subscribe: () => () => {},
    read: async () => cell.value,
    write: async (next) => {
      if (cell.refuse) return { reason: cell.refuse };
      cell.value = filesOf(next);
      writes.push(cell.value.map((each) => `${each.id} ${each.version}`));
      return null;
    },
  };
  return { cell, target };
}

const file = (name: string) => new File(["x"], name, { type: "text/plain" });
const states = () => useUploads.getState().uploads.map((each) => each.state);
const until = (check: () => void) => vi.waitFor(check);
const sends = (count: number) => until(() => expect(Request.sent).toHaveLength(count));

beforeAll(startI18n);
beforeEach(() => {
  Request.sent = [];
  vi.stubGlobal("XMLHttpRequest", Request);
  fakeServer(() => ({ body: { smallFileBytes: 100 } }));
  forgetLimits();
});
afterEach(() => {
  for (const { id } of useUploads.getState().uploads) cancel(id);
  vi.unstubAllGlobals();
});

test("two are sent at a time, and the cell is written once, when all are there", async () => {
  const { cell, target } = cellWith({}, [stored("old")]);
  upload(target, [file("a"), file("b"), file("c")]);
  await sends(2);
  Request.sent[1]?.answer(201, stored("b"));
  await sends(3);
  Request.sent[0]?.answer(201, stored("a"));
  expect(cell.writes).toEqual([]);
  await until(() => expect(states()).toEqual(["sent", "sent", "sending"]));
  Request.sent[2]?.answer(201, { ...stored("c"), baseId: "bas_1" });
  await until(() => expect(states()).toEqual([]));
  expect(cell.writes).toEqual([["old 1", "a 1", "b 1", "c 1"]]);
  // The server takes of a file only what cells know of it.
  expect(cell.value?.at(-1)).toEqual(stored("c"));
});

test("what fails does not keep the others out, says why, and can be tried again", async () => {
  const { cell, target } = cellWith();
  upload(target, [file("a"), file("b")]);
  await sends(2);
  Request.sent[0]?.answer(413, { title: "Too large", detail: "A file has at most 1 byte." });
  Request.sent[1]?.answer(201, stored("b"));
  await until(() => expect(cell.writes).toEqual([["b 1"]]));
  const [failed] = useUploads.getState().uploads;
  expect(failed).toMatchObject({ name: "a", state: "failed", reason: "A file has at most 1 byte." });
  retry(failed?.id ?? "");
  await sends(3);
  Request.sent[2]?.breaks();
  await until(() => expect(useUploads.getState().uploads[0]?.reason).toMatch(/No answer/));
  retry(failed?.id ?? "");
  await sends(4);
  Request.sent[3]?.answer(201, stored("a"));
  await until(() => expect(cell.writes.at(-1)).toEqual(["b 1", "a 1"]));
});

test("a refused write is told at the file, and trying again sends no bytes", async () => {
  const { cell, target } = cellWith();
  cell.refuse = "Files takes image/*; a is text/plain.";
  upload(target, [file("a")]);
  await sends(1);
  Request.sent[0]?.answer(201, stored("a"));
  await until(() => expect(states()).toEqual(["failed"]));
  const [failed] = useUploads.getState().uploads;
  expect(failed?.reason).toBe(cell.refuse);
  cell.refuse = null;
  retry(failed?.id ?? "");
  await until(() => expect(cell.writes).toEqual([["a 1"]]));
  expect(Request.sent).toHaveLength(1);
});

test("a cancelled upload is aborted and keeps nothing back", async () => {
  const { cell, target } = cellWith();
  upload(target, [file("a"), file("b")]);
  await sends(2);
  Request.sent[1]?.answer(201, stored("b"));
  await until(() => expect(states()).toEqual(["sending", "sent"]));
  cancel(useUploads.getState().uploads[0]?.id ?? "");
  expect(Request.sent[0]?.aborted).toBe(true);
  await until(() => expect(cell.writes).toEqual([["b 1"]]));
});

test("what the field cannot take is not sent", async () => {
  const { target } = cellWith({ maxFiles: 2 }, [stored("old")]);
  upload(target, [file("a"), file("b")]);
  await sends(1);
  expect(useUploads.getState().uploads[1]).toMatchObject({
    state: "failed",
    reason: "This field takes at most 2 files",
  });
});

test("a newer version takes the place of the older one, also in a full cell", async () => {
  const { cell, target } = cellWith({ maxFiles: 2 }, [stored("a"), stored("b")]);
  upload(target, [file("a")], "a");
  await sends(1);
  expect(Request.sent[0]?.address).toBe("/api/v1/attachments/a/versions");
  Request.sent[0]?.answer(201, stored("a", 2));
  await until(() => expect(cell.writes).toEqual([["a 2", "b 1"]]));
});

test("the server says how large a file goes in one request, and is asked once", async () => {
  vi.unstubAllGlobals();
  vi.stubGlobal("XMLHttpRequest", Request);
  const asked = fakeServer(() => ({ body: { smallFileBytes: 4 } }));
  const { cell, target } = cellWith();
  upload(target, [new File(["1234"], "whole"), new File(["12345"], "parts")]);
  await until(() => expect(states()).toEqual(["sending", "sending"]));
  await sends(1);
  Request.sent[0]?.answer(201, stored("whole"));
  await until(() => expect(cell.writes).toEqual([["whole 1"]]));
  // The larger one goes by another way, in parts.
  expect(Request.sent.map((each) => each.address)).toEqual(["/api/v1/bases/bas_1/attachments"]);
  expect(asked.map((each) => each.path)).toEqual(["/limits"]);
});

test("without an answer about its limits nothing is sent, and it is asked again", async () => {
  vi.unstubAllGlobals();
  vi.stubGlobal("XMLHttpRequest", Request);
  const answers = [new TypeError("away"), { body: { smallFileBytes: 100 } }];
  fakeServer(() => answers.shift() ?? {});
  const { target } = cellWith();
  upload(target, [file("a")]);
  await until(() => expect(states()).toEqual(["failed"]));
  expect(useUploads.getState().uploads[0]?.reason).toMatch(/No answer/);
  retry(useUploads.getState().uploads[0]?.id ?? "");
  await sends(1);
});
