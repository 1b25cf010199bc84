import { expect, test } from "vitest";
import { field } from "@/test-fields";
import { askable, draftOf, type FormSettings, isReady, limitOf, settingsOf, toggled } from "./formDraft";

const name = field("fld_name", "text", {}, { name: "Name", primary: true });
const size = field("fld_size", "number", {}, { name: "Size" });
const source = field("fld_source", "text", {}, { name: "Source" });
const files = field("fld_files", "attachment", {}, { name: "Files" });
const pin = field("fld_pin", "text", {}, { name: "Pin", encrypted: true });
const total = field("fld_total", "formula", {}, { name: "Total", readOnly: true });
const hidden = field("fld_hidden", "text", {}, { name: "Hidden" });
const shown = [name, size, source, files, pin, total];
const table = { fields: [...shown, hidden] };
const plain: FormSettings = {
  title: "Ask us",
  description: "",
  thanks: "",
  fields: [],
  required: [],
  prefill: { fld_source: "web", fld_hidden: "unseen" },
  maxSubmissions: null,
};
const fields = askable(shown, plain);

test("what strangers cannot fill in, and what is set unseen, is not offered", () => {
  expect(fields).toEqual([name, size]);
});

test("a form that lists no fields asks all of them, also those that are added later", () => {
  const draft = draftOf(plain, fields);
  expect([...draft.asked]).toEqual(["fld_name", "fld_size"]);
  expect(settingsOf({ ...draft, title: " Hello " }, plain, fields, table)).toEqual({ ...plain, title: "Hello" });
});

test("a field that is not asked is not required either, and the order stays", () => {
  const form = { ...plain, fields: ["fld_size", "fld_name"], required: ["fld_size"], maxSubmissions: 5 };
  const draft = draftOf(form, fields);
  expect(settingsOf(draft, form, fields, table)).toEqual(form);
  const without = { ...draft, asked: toggled(draft.asked, "fld_size", false) };
  expect(settingsOf(without, form, fields, table)).toMatchObject({
    fields: ["fld_name"],
    required: [],
    maxSubmissions: 5,
  });
});

test("what is gone from the table is not sent", () => {
  const form = { ...plain, fields: ["fld_gone", "fld_name"], required: ["fld_gone"], prefill: { fld_old: 1 } };
  const sent = settingsOf(draftOf(form, fields), form, fields, table);
  expect(sent).toMatchObject({ fields: ["fld_name"], required: [], prefill: {} });
});

test.each([
  ["", null],
  [" 12 ", 12],
  ["0", undefined],
  ["1.5", undefined],
  ["1000001", undefined],
  ["many", undefined],
])("a limit of %j", (typed, limit) => {
  expect(limitOf(typed)).toBe(limit);
});

test("a form asks something", () => {
  const draft = draftOf(plain, fields);
  expect([isReady(draft), isReady({ ...draft, asked: new Set() }), isReady({ ...draft, limit: "x" })]).toEqual([
    true,
    false,
    false,
  ]);
});
