import { expect, test } from "vitest";
import { mappingsOf, rowsOf, withEmpty } from "./groups";

const row = (group: string, teamId: string, key = 0) => ({ group, teamId, key });

test.each([
  ["nothing", [], []],
  ["empty rows", [row("", ""), row("  ", "")], []],
  ["spaces around a name", [row(" sales ", "tem_1")], [{ group: "sales", teamId: "tem_1" }]],
  ["the same pair twice", [row("sales", "tem_1"), row("sales ", "tem_1")], [{ group: "sales", teamId: "tem_1" }]],
  [
    "one group in two teams",
    [row("sales", "tem_1"), row("sales", "tem_2")],
    [
      { group: "sales", teamId: "tem_1" },
      { group: "sales", teamId: "tem_2" },
    ],
  ],
  ["a group without a team", [row("sales", "")], null],
  ["a team without a group", [row(" ", "tem_1")], null],
])("%s", (_name, rows, expected) => {
  expect(mappingsOf(rows)).toEqual(expected);
});

test("an added row has a key of its own, also after one was taken away", () => {
  const rows = rowsOf([row("a", "tem_1"), row("b", "tem_2"), row("c", "tem_3")]).slice(1);
  expect(withEmpty(rows).map((each) => each.key)).toEqual([1, 2, 3]);
  expect(withEmpty([])).toEqual([row("", "", 0)]);
});
