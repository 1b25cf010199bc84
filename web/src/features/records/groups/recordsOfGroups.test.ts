import { expect, test } from "vitest";
import type { DataRecord, GroupEntry } from "@/api/types";
import { field } from "@/test-fields";
import { canTell } from "./membership";
import { dealt, portions } from "./recordsOfGroups";
import type { GroupLevel } from "./useGroupedPages";

const group = (count: number, ...keys: GroupEntry["keys"]): GroupEntry => ({ keys, count, aggregates: [] });
const record = (id: string, value: unknown): DataRecord => ({
  id,
  no: 1,
  fields: { f: value as DataRecord["fields"][string] },
  createdTime: "",
  modifiedTime: "",
  version: 1,
});
const level = (type: Parameters<typeof field>[1], config = {}): GroupLevel => ({
  by: { field: "f", direction: "asc" },
  field: field("f", type, config),
});

test("one question asks for so many records and conditions at most", () => {
  const sizes = (parts: GroupEntry[][]) => parts.map((part) => part.map(({ count }) => count));
  expect(sizes(portions([], 1))).toEqual([]);
  expect(sizes(portions([group(150, 1), group(150, 2), group(150, 3), group(150, 4), group(1, 5)], 1))).toEqual([
    [150, 150, 150, 150],
    [1],
  ]);
  const many = Array.from({ length: 46 }, (_, at) => group(1, at));
  expect(portions(many, 1).map((part) => part.length)).toEqual([45, 1]);
  expect(portions(many, 3).map((part) => part.length)).toEqual([15, 15, 15, 1]);
});

const person = (id: string) => ({ id, name: "Ada", email: "a@b.c" });

test.each([
  ["text", {}, "a", "a", "A"],
  ["number", {}, 0, 0, 1],
  ["text", {}, null, undefined, "a"],
  ["checkbox", {}, false, false, true],
  ["singleSelect", {}, "opt_1", "opt_1", "opt_2"],
  ["multiSelect", {}, ["opt_1", "opt_2"], ["opt_2", "opt_1"], ["opt_1"]],
  ["multiSelect", {}, null, [], ["opt_1"]],
  ["user", {}, person("usr_1"), { ...person("usr_1"), name: "Renamed" }, person("usr_2")],
  ["link", {}, [{ id: "rec_1", title: "X" }], [{ id: "rec_1", title: null }], [{ id: "rec_2", title: "X" }]],
  ["lookup", {}, [1, 2], [2, null, 1, 2, { error: "#N/A", message: "" }], [1]],
] as const)("a record of a group of %s is dealt to it, another is nobody's", (type, config, key, mine, other) => {
  const levels = [level(type, config)];
  const groups = [group(1, key as GroupEntry["keys"][number])];
  expect(dealt([record("rec_a", mine)], groups, levels)?.map((part) => part.map(({ id }) => id))).toEqual([["rec_a"]]);
  expect(dealt([record("rec_a", mine), record("rec_b", other)], groups, levels)).toBeNull();
});

test("records keep their order within each group, and a full answer may lack some", () => {
  const levels = [level("number")];
  const records = [record("a", 2), record("b", 1), record("c", 2)];
  const parts = dealt(records, [group(1, 1), group(2, 2)], levels);
  expect(parts?.map((part) => part.map(({ id }) => id).join(""))).toEqual(["b", "ac"]);
  expect(dealt([], [group(1, 1)], levels)).toEqual([[]]);
  const full = Array.from({ length: 1000 }, (_, at) => record(`r${at}`, 1));
  expect(dealt(full, [group(1000, 1)], levels)).toBeNull();
});

test("only the server knows which bucket a date is in", () => {
  expect(canTell([level("date")])).toBe(true);
  expect(canTell([level("text"), { ...level("date"), by: { field: "f", direction: "asc", bucket: "month" } }])).toBe(
    false,
  );
});
