import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import type { RowAccess, Subject } from "@/api/access";
import type { FilterGroup } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { EVERYONE } from "./subjects";
import { ruleSummary } from "./summary";

const fields = [
  field("fld_who", "user", {}, { name: "Assignee" }),
  field("fld_region", "text", {}, { name: "Region" }),
  field("fld_state", "singleSelect", { options: [{ id: "opt_1", name: "Open" }] }, { name: "State" }),
  field("fld_due", "date", {}, { name: "Due" }),
  field("fld_done", "checkbox", {}, { name: "Done" }),
];
const editors: Subject = { type: "role", role: "editor" };

beforeAll(startI18n);

const one = (name: string, operator: string, value?: unknown): FilterGroup => ({
  conjunction: "and",
  filters: [{ field: name, operator, value }],
});

test.each<[Subject, RowAccess, FilterGroup | null, string]>([
  [EVERYONE, "read", null, "Everyone: may read all records."],
  [editors, "none", null, "Editors: never see any record."],
  [
    EVERYONE,
    "write",
    one("fld_who", "equals", { currentUser: true }),
    "Everyone: may read and change records where Assignee is the person themselves.",
  ],
  [
    { type: "user", id: "usr_1", name: "Maria" },
    "none",
    one("fld_who", "in", ["usr_2", "usr_9"]),
    "Maria: never see records where Assignee is any of Bob, usr_9.",
  ],
  [
    { type: "team", id: "tem_1", name: "North" },
    "read",
    one("fld_region", "equals", { userAttribute: "region" }),
    "North: may read records where Region is their attribute “region”.",
  ],
  // Rules come back with the names of fields.
  [EVERYONE, "read", one("State", "in", ["opt_1"]), "Everyone: may read records where State is any of Open."],
  [EVERYONE, "read", one("fld_state", "isEmpty"), "Everyone: may read records where State is empty."],
  [EVERYONE, "read", one("fld_done", "equals", true), "Everyone: may read records where Done is checked."],
  [
    EVERYONE,
    "read",
    one("fld_due", "within", { mode: "pastDays", count: 7 }),
    "Everyone: may read records where Due is within Past days (7).",
  ],
  [EVERYONE, "read", one("fld_gone", "equals", "x"), "Everyone: may read records where fld_gone is x."],
  [
    EVERYONE,
    "read",
    {
      conjunction: "and",
      filters: [
        { field: "fld_region", operator: "equals", value: "N" },
        {
          conjunction: "or",
          filters: [
            { field: "fld_state", operator: "isEmpty" },
            { field: "fld_done", operator: "equals", value: false },
          ],
        },
      ],
    },
    "Everyone: may read records where Region is “N” and (State is empty or Done is not checked).",
  ],
])("%o %s %o", (subject, access, filter, said) => {
  const words = { t: i18next.t, fields, nameOf: (id: string) => (id === "usr_2" ? "Bob" : id) };
  expect(ruleSummary({ subject, access, every: filter === null, filter }, words)).toBe(said);
});
