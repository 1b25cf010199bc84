import { describe, expect, test } from "vitest";
import { entriesOf, extended, type GroupsPage, pagesToRenew, pagesWith, renewed } from "./groupRun";

const page = (names: string, next: string | null, count = 1): GroupsPage => ({
  entries: names.split("").map((name) => ({ keys: [name], count, aggregates: [] })),
  next,
});
const told = (run: readonly GroupsPage[]) =>
  run.map(({ entries, next }) => `${entries.map(({ keys }) => keys[0]).join("")}>${next ?? ""}`).join(" ");

const RUN = [page("abc", "c"), page("def", "f"), page("ghi", null)];

describe("what is read again", () => {
  test("is the first page and those in sight, three at most", () => {
    expect(pagesWith(RUN, 3, 3)).toEqual([1]);
    expect(pagesWith(RUN, 2, 6)).toEqual([0, 1, 2]);
    expect(pagesToRenew(RUN, 0, 2)).toEqual([0]);
    expect(pagesToRenew(RUN, 7, 8)).toEqual([0, 2]);
    const long = Array.from({ length: 900 }, () => page("abc", "c"));
    expect(pagesToRenew(long, 0, 2699)).toEqual([0, 1, 2]);
    expect(pagesToRenew([], 0, 9)).toEqual([]);
  });

  test.each([
    ["nothing has changed", 1, page("def", "f"), "abc>c def>f ghi>"],
    ["a group came: the last one moves on", 1, page("dxe", "e"), "abc>c dxe>e fghi>"],
    ["a group went: the next one moves up", 1, page("dfg", "g"), "abc>c dfg>g hi>"],
    ["all of the next page moves up", 1, page("dghi", "i"), "abc>c dghi>i"],
    ["there are none after it", 1, page("de", null), "abc>c de>"],
    ["it ends with a group that nobody knows", 1, page("dex", "x"), "abc>c dex>x"],
    ["the last page grew", 2, page("ghij", "j"), "abc>c def>f ghij>j"],
    ["there are none at all", 0, page("", null), ">"],
  ] as const)("%s", (_why, at, fresh, expected) => {
    expect(told(renewed(RUN, at, fresh))).toBe(expected);
  });

  test("what is the same stays the same object, so that nothing is painted again", () => {
    expect(renewed(RUN, 1, page("def", "f"))).toBe(RUN);
    const changed = renewed(RUN, 1, page("def", "f", 9));
    expect([changed[0], changed[2]]).toEqual([RUN[0], RUN[2]]);
    expect(entriesOf(changed).map(({ count }) => count)).toEqual([1, 1, 1, 9, 9, 9, 1, 1, 1]);
  });
});

test("more groups are put after the end that they were asked for", () => {
  const run = [page("abc", "c")];
  expect(told(extended(run, "c", page("de", null)))).toBe("abc>c de>");
  expect(told(extended(run, "c", page("cd", "d")))).toBe("abc>c d>d");
  expect(extended(run, "b", page("cd", "d"))).toBe(run);
});
