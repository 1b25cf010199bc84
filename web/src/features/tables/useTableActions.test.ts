import { expect, test } from "vitest";
import { nextTable } from "./useTableActions";

const table = (id: string) => ({ id, name: id });
const three = [table("a"), table("b"), table("c")];

test.each([
  ["a", three, "b"],
  ["b", three, "c"],
  ["c", three, "b"],
  ["a", [table("a")], undefined],
])("after %s comes its neighbour", (id, tables, next) => {
  expect(nextTable(tables, id)?.id).toBe(next);
});
