import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import type { AuditEntry } from "@/api/audit";
import { startI18n } from "@/i18n";
import { browserName, sentence } from "./sentence";

beforeAll(startI18n);

function entry(action: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: "aud_1",
    time: "2026-11-28T05:00:00Z",
    workspaceId: "wsp_1",
    action,
    outcome: "done",
    actor: { type: "user", id: "usr_olga", name: "Olga" },
    onBehalfOf: null,
    address: "",
    userAgent: "",
    requestId: null,
    baseId: null,
    tableId: null,
    targets: [],
    before: null,
    after: null,
    detail: {},
    position: null,
    hash: null,
    ...more,
  };
}

const names = new Map([
  ["bas_1", "Sales"],
  ["tbl_1", "Deals"],
]);
const told = (asked: AuditEntry) => sentence(i18next.t, asked, names);
const role = (name: string) => ({ role: name });

test.each<[string, AuditEntry]>([
  [
    "Olga changed the role of Ned from viewer to editor",
    entry("base_member.changed", { before: role("viewer"), after: role("editor"), detail: { person: "Ned" } }),
  ],
  [
    "Olga gave Sellers the role editor",
    entry("base_member.changed", { before: { role: null }, after: role("editor"), detail: { team: "Sellers" } }),
  ],
  [
    "Olga changed a member: Ned",
    entry("member.updated", {
      before: { role: "member", status: "active" },
      after: { role: "member", status: "suspended" },
      detail: { person: "Ned" },
    }),
  ],
  ["Olga created a table: Deals", entry("table.created", { targets: ["bas_1", "tbl_1"] })],
  ["Olga deleted a table", entry("table.deleted", { targets: ["tbl_gone"] })],
  ["Olga changed a record", entry("record.updated", { targets: ["rec_1"], detail: { records: 1 } })],
  ["Olga imported 1,200 records", entry("record.imported", { detail: { records: 1200 } })],
  ["Olga: new thing: polished", entry("new_thing.polished")],
  [
    "Automation Remind created a record",
    entry("record.created", { actor: { type: "automation", id: "aut_1", name: "Remind" }, detail: { records: 1 } }),
  ],
  ["A form created a record", entry("record.created", { actor: { type: "form", id: "lnk_1", name: "" } })],
  ["Somebody not signed in: x: y", entry("x.y", { actor: { type: "system", id: "nobody", name: "" } })],
])("%s", (said, asked) => {
  expect(told(asked)).toBe(said);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iOS"],
  ["curl/8.0", "curl/8.0"],
])("%s", (agent, name) => {
  expect(browserName(agent)).toBe(name);
});
