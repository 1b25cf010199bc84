import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import type { Explanation } from "@/api/access";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { reasonWords, rowWords } from "./reasons";

const fields = [field("fld_a", "number", {}, { name: "Amount" })];

beforeAll(startI18n);

test.each<[Explanation["why"], string]>([
  [{ cause: "role", text: "" }, "It follows from the role in the base."],
  [{ cause: "grant", text: "", subject: { type: "role", role: "editor" } }, "A grant for “Editors” says so."],
  [{ cause: "grant", text: "", subject: { type: "user", id: "usr_1" } }, "A grant for this person says so."],
  [{ cause: "grant", text: "", subject: { type: "team", id: "tem_1" } }, "A grant for a team of theirs says so."],
  [{ cause: "grant", text: "" }, "A grant says so."],
  [{ cause: "source", text: "", sourceId: "fld_a" }, "It is made of Amount, which is hidden."],
  [{ cause: "source", text: "", sourceId: "tbl_2" }, "It is made of something in another table that is hidden."],
  [{ cause: "outside", text: "" }, "There is no role in the base, and no grant that opens the table."],
])("%o", (why, said) => expect(reasonWords(i18next.t, why, fields)).toBe(said));

test.each<[Partial<Explanation>, string]>([
  [{ level: "none", ruled: false, record: { readable: false, writable: false } }, "The table is closed to them."],
  [
    { level: "edit", ruled: false, record: { readable: true, writable: true } },
    "No rule limits which records they see.",
  ],
  [{ level: "edit", ruled: true }, "Rules limit which records they see."],
  [
    { level: "edit", ruled: true, record: { readable: false, writable: false } },
    "No rule gives them this record, or one withholds it.",
  ],
  [{ level: "edit", ruled: true, record: { readable: true, writable: true } }, "A rule gives them this record."],
  [{ level: "edit", ruled: true, record: { readable: true, writable: false } }, "A rule gives it to them to read."],
])("%o", (part, said) => expect(rowWords(i18next.t, part as Explanation)).toBe(said));
