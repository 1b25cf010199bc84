import { beforeEach, expect, test } from "vitest";
import { editDraft, isDraft } from "./drafts";
import { become, drop, findHeld, heldIds, hold, missing, realId, release, rowsOf, useHeldRows } from "./heldRows";

const saved = (id: string) => ({ id, no: 1, fields: { name: null }, createdTime: "", modifiedTime: "", version: 1 });

beforeEach(release);

test("a record is known by its first key after the server has named it", () => {
  const { key } = hold("view", [], {});
  expect(heldIds("view")).toEqual([]);
  become(key, saved("rec_1"));
  expect(realId(key)).toBe("rec_1");
  expect(findHeld(key)?.record.id).toBe("rec_1");
  expect(findHeld("rec_1")?.key).toBe(key);
  expect(isDraft(key)).toBe(false);
  expect(heldIds("view")).toEqual(["rec_1"]);
});

test("another view starts without the rows of the last one", () => {
  hold("one", [], {});
  hold("two", [], {});
  expect(rowsOf("one")(useHeldRows.getState())).toEqual([]);
  expect(rowsOf("two")(useHeldRows.getState())).toHaveLength(1);
});

test("a draft waits for its required fields", () => {
  const { key } = hold("view", ["name", "due"], { due: "2026-01-01" });
  const lacking = () => missing(findHeld(key) ?? expect.fail("the row is gone"));
  expect(lacking()).toEqual(["name"]);
  editDraft(key, { name: "" }, false);
  expect(lacking()).toEqual(["name"]);
  editDraft(key, { name: "A" }, true);
  expect(lacking()).toEqual([]);
  expect(findHeld(key)?.typecast).toBe(true);
});

test("a deleted record goes, by whichever name", () => {
  const { key } = hold("view", [], {});
  const other = hold("view", [], {});
  become(other.key, saved("rec_2"));
  drop(new Set([key, "rec_2"]));
  expect(useHeldRows.getState().rows).toEqual([]);
});
