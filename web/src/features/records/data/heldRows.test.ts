import { beforeEach, expect, test } from "vitest";
import { editDraft, isDraft } from "./drafts";
import {
  become,
  changeHeld,
  discard,
  drop,
  enter,
  findHeld,
  HELD_LIMIT,
  hasUnsaved,
  heldIds,
  hold,
  missing,
  putBack,
  realId,
  release,
  rowsOf,
  surplusIds,
  useHeldRows,
} from "./heldRows";

const TABLE = "tbl_1";
const saved = (id: string) => ({ id, no: 1, fields: { name: null }, createdTime: "", modifiedTime: "", version: 1 });
const shown = (scope: string, table = TABLE) => rowsOf(table, scope)(useHeldRows.getState());
const keysOf = (scope: string, table = TABLE) => shown(scope, table).map((row) => row.key);

beforeEach(() => useHeldRows.setState({ tables: {} }));

test("a record is known by its first key after the server has named it", () => {
  const { key } = hold(TABLE, "view", [], {});
  expect(heldIds(TABLE, "view")).toEqual([]);
  become(key, saved("rec_1"));
  expect(realId(key)).toBe("rec_1");
  expect(findHeld(key)?.record.id).toBe("rec_1");
  expect(findHeld("rec_1")?.key).toBe(key);
  expect(isDraft(key)).toBe(false);
  expect(heldIds(TABLE, "view")).toEqual(["rec_1"]);
});

test("another view starts without the saved records of the last one, and with those that are not saved", () => {
  const done = hold(TABLE, "one", [], {});
  become(done.key, saved("rec_1"));
  const draft = hold(TABLE, "one", ["name"], {});
  editDraft(draft.key, { name: "typed" }, false);
  const saving = hold(TABLE, "one", [], {});
  changeHeld(saving.key, (row) => ({ ...row, state: "saving" }));
  enter(TABLE, "two");
  expect(shown("one")).toEqual([]);
  expect(keysOf("two")).toEqual([draft.key, saving.key]);
  expect(findHeld(draft.key)?.record.fields).toEqual({ name: "typed" });
});

test("refreshing the view keeps what is not saved", () => {
  const done = hold(TABLE, "view", [], {});
  become(done.key, saved("rec_1"));
  const draft = hold(TABLE, "view", ["name"], {});
  release(TABLE);
  expect(keysOf("view")).toEqual([draft.key]);
});

test("a table keeps its records while another one is open", () => {
  const here = hold(TABLE, "view", ["name"], {});
  const there = hold("tbl_2", "view", [], {});
  release("tbl_2");
  expect(keysOf("view")).toEqual([here.key]);
  expect(keysOf("view", "tbl_2")).toEqual([there.key]);
});

test("only what was typed and is nowhere else is lost by leaving", () => {
  const { key } = hold(TABLE, "view", ["name"], {});
  expect(hasUnsaved(TABLE, true)).toBe(false);
  editDraft(key, { name: "A" }, false);
  expect(hasUnsaved(TABLE, false)).toBe(true);
  expect(hasUnsaved("tbl_2", true)).toBe(false);
  changeHeld(key, (row) => ({ ...row, state: "saving", typed: false }));
  expect(hasUnsaved(TABLE, false)).toBe(false);
  expect(hasUnsaved(TABLE, true)).toBe(true);
  editDraft(key, { name: "AB" }, false);
  expect(hasUnsaved(TABLE, false)).toBe(true);
  become(key, saved("rec_1"));
  expect(hasUnsaved(TABLE, true)).toBe(false);
});

test("discarding throws drafts away, but not what is on its way to the server", () => {
  hold(TABLE, "view", ["name"], {});
  const saving = hold(TABLE, "view", [], {});
  changeHeld(saving.key, (row) => ({ ...row, state: "saving" }));
  discard(TABLE);
  expect(keysOf("view")).toEqual([saving.key]);
});

test("a draft waits for its required fields", () => {
  const { key } = hold(TABLE, "view", ["name", "due"], { due: "2026-01-01" });
  const lacking = () => missing(findHeld(key) ?? expect.fail("the row is gone"));
  expect(lacking()).toEqual(["name"]);
  editDraft(key, { name: "" }, false);
  expect(lacking()).toEqual(["name"]);
  editDraft(key, { name: "A" }, true);
  expect(lacking()).toEqual([]);
  expect(findHeld(key)?.typecast).toBe(true);
});

test("a deleted record goes, by whichever name", () => {
  const { key } = hold(TABLE, "view", [], {});
  const other = hold(TABLE, "view", [], {});
  become(other.key, saved("rec_2"));
  drop(new Set([key, "rec_2"]));
  expect(shown("view")).toEqual([]);
});

test("a record that was taken back is a draft again, and makes another record when it is sent", () => {
  const row = hold(TABLE, "view", ["name"], {});
  editDraft(row.key, { name: "pasted" }, true);
  become(row.key, saved("rec_1"));
  putBack(row);
  expect(findHeld(row.key)).toEqual({ ...row, clientKey: expect.not.stringMatching(row.clientKey) });
  expect(realId(row.key)).toBe(row.key);
});

test("pages leave out a bounded number of records however many are made in one stay", () => {
  const made = Array.from({ length: HELD_LIMIT + 900 }, (_, place) => `rec_${place}`);
  for (const id of made) become(hold(TABLE, "view", [], {}).key, saved(id));
  const draft = hold(TABLE, "view", ["name"], {});
  expect(heldIds(TABLE, "view")).toEqual(made.slice(900));
  expect(surplusIds(TABLE, "view")).toEqual(made.slice(0, 900));
  drop(new Set(surplusIds(TABLE, "view")));
  expect(surplusIds(TABLE, "view")).toEqual([]);
  expect(shown("view")).toHaveLength(HELD_LIMIT + 1);
  expect(keysOf("view").at(-1)).toBe(draft.key);
});
