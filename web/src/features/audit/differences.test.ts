import { expect, test } from "vitest";
import { differences, shown } from "./differences";

const names = new Map([["fld_1", "Stage"]]);
const differ = (before: unknown, after: unknown) => differences({ before, after } as never, names);

test("only what differs is shown", () => {
  const before = { name: "Deals", open: true, tags: ["a"] };
  expect(differ(before, { name: "Offers", open: true, tags: ["a", "b"], more: 1 })).toEqual([
    { name: "name", before: "Deals", after: "Offers" },
    { name: "tags", before: "", after: "b" },
    { name: "more", before: "", after: "1" },
  ]);
  expect(differ(null, null)).toEqual([]);
  expect(differ({ name: "Gone" }, null)).toEqual([{ name: "name", before: "Gone", after: "" }]);
});

test("a list in another order is shown as a whole", () => {
  expect(differ(["a", "b"], ["b", "a"])).toEqual([{ name: "", before: "a\nb", after: "b\na" }]);
});

test("grants say whose they are, and rules what they let see", () => {
  const ned = { to: "Ned", level: "edit" };
  expect(differ([ned], [ned, { to: "Olga", level: "read" }])).toEqual([{ name: "", before: "", after: "Olga: read" }]);
  expect(differ([], [{ to: "Ned", access: "read", filter: { a: [1] } }])).toEqual([
    { name: "", before: "", after: 'Ned: read, filter: {"a":[1]}' },
  ]);
});

test("a configuration is told member by member, with names instead of ids", () => {
  const todo = { id: "opt1", name: "To do", color: "blue" };
  const before = { name: "Stage", config: { options: [todo], default: null } };
  const after = {
    name: "Stage",
    config: { options: [todo, { id: "opt2", name: "Done", color: "green" }], default: null },
  };
  expect(differ(before, after)).toEqual([{ name: "options", before: "", after: "name: Done, color: green" }]);
  const sorted = { config: { sorts: [{ field: "fld_1", direction: "asc" }] } };
  expect(differ({ config: { sorts: [] } }, sorted)).toEqual([
    { name: "sorts", before: "", after: "field: Stage, direction: asc" },
  ]);
});

test("a value inside a value is shown as it was sent", () => {
  expect(shown({ filter: { a: [1] }, on: false, id: "x" }, names)).toBe('id: x, filter: {"a":[1]}, on: false');
});
