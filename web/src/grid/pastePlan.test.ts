import { expect, test } from "vitest";
import { pastHeadings, planPaste } from "./pastePlan";

const columns = [
  { id: "name", readOnly: false },
  { id: "no", readOnly: true },
  { id: "status", readOnly: false },
];

test("a block inside the table only updates", () => {
  const plan = planPaste(columns, 10, { column: 0, row: 2 }, [["a"], ["b"]]);
  expect(plan).toEqual({
    updates: [
      { row: 2, cells: { name: "a" } },
      { row: 3, cells: { name: "b" } },
    ],
    creates: [],
    skipped: [],
  });
});

test("rows past the end become new records", () => {
  const plan = planPaste(columns, 3, { column: 0, row: 2 }, [["last"], ["new 1"], ["new 2"]]);
  expect(plan.updates).toEqual([{ row: 2, cells: { name: "last" } }]);
  expect(plan.creates).toEqual([{ name: "new 1" }, { name: "new 2" }]);
});

test("read-only columns are skipped and keep their place", () => {
  const plan = planPaste(columns, 10, { column: 0, row: 0 }, [["a", "7", "Done"]]);
  expect(plan.updates).toEqual([{ row: 0, cells: { name: "a", status: "Done" } }]);
  expect(plan.skipped).toEqual(["no"]);
});

test("columns past the right edge are dropped", () => {
  expect(planPaste(columns, 1, { column: 2, row: 0 }, [["Done", "extra"]]).updates).toEqual([
    { row: 0, cells: { status: "Done" } },
  ]);
});

test("a block that only reaches read-only columns changes nothing", () => {
  const plan = planPaste(columns, 0, { column: 1, row: 0 }, [["1"], ["2"]]);
  expect(plan).toEqual({ updates: [], creates: [], skipped: ["no"] });
});

test("empty text stays: it clears the cell", () => {
  expect(planPaste(columns, 1, { column: 0, row: 0 }, [[""]]).updates).toEqual([{ row: 0, cells: { name: "" } }]);
});

test("a block goes on after the headings that are in its way", () => {
  const headings = new Set([0, 3, 4]);
  expect(pastHeadings([["a"], ["b"], ["c"]], 1, (row) => headings.has(row))).toEqual([["a"], ["b"], [], [], ["c"]]);
  expect(pastHeadings([["a"]], 0, (row) => headings.has(row))).toEqual([[], ["a"]]);
});
