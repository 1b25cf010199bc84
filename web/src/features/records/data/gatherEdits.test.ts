import { expect, test } from "vitest";
import { field } from "@/test-fields";
import { gatherEdits } from "./gatherEdits";
import { rolledBack } from "./recordCache";

const fields = new Map([
  ["n", field("n", "number")],
  ["s", field("s", "singleSelect", { options: [{ id: "o1", name: "Done" }] })],
]);

test("edits of one record become one write", () => {
  const { records, typecast } = gatherEdits(
    [
      { rowKey: "rec_1", columnId: "n", value: 1 },
      { rowKey: "rec_1", columnId: "s", value: "o1" },
      { rowKey: "rec_2", columnId: "n", value: null },
    ],
    fields,
  );
  expect(records).toEqual([
    { id: "rec_1", fields: { n: 1, s: "o1" } },
    { id: "rec_2", fields: { n: null } },
  ]);
  expect(typecast).toBe(false);
});

test("text from another kind of cell is converted and marked for the server", () => {
  const { records, typecast } = gatherEdits([{ rowKey: "rec_1", columnId: "s", value: 5, text: "Done" }], fields);
  expect(records).toEqual([{ id: "rec_1", fields: { s: "o1" } }]);
  expect(typecast).toBe(true);
});

test("fields that are gone are dropped", () => {
  expect(gatherEdits([{ rowKey: "rec_1", columnId: "gone", value: 1 }], fields).records).toEqual([]);
});

test("a fill from a masked cell, or of its dots, writes nothing into an encrypted field", () => {
  const secrets = new Map([
    ...fields,
    ["a", field("a", "text", {}, { encrypted: true })],
    ["b", field("b", "text", {}, { encrypted: true })],
  ]);
  const edits = [
    { rowKey: "rec_1", columnId: "a", value: { masked: true } },
    { rowKey: "rec_1", columnId: "b", value: { masked: true }, text: "••••" },
    { rowKey: "rec_2", columnId: "b", value: "••••", text: "••••" },
    { rowKey: "rec_2", columnId: "n", value: 1 },
  ];
  expect(gatherEdits(edits, secrets).records).toEqual([{ id: "rec_2", fields: { n: 1 } }]);
});

test("a refused edit puts back its own value, not one that arrived since", () => {
  const record = { id: "rec_1", no: 1, fields: { n: 2, s: "o9" }, createdTime: "", modifiedTime: "", version: 3 };
  const undone = rolledBack(record, { n: 2, s: "o1" }, { n: 1, s: null });
  expect(undone.fields).toEqual({ n: 1, s: "o9" });
});

test("a refused list goes back too, although the cache holds a copy of it", () => {
  const record = { id: "rec_1", no: 1, fields: { t: ["a", "new"] }, createdTime: "", modifiedTime: "", version: 3 };
  expect(rolledBack(record, { t: ["a", "new"] }, { t: ["a"] }).fields).toEqual({ t: ["a"] });
  expect(rolledBack(record, { t: ["b"] }, { t: [] }).fields).toEqual({ t: ["a", "new"] });
});
