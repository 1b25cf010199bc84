import { expect, test } from "vitest";
import { ApiError } from "@/api/errors";
import { field } from "@/test-fields";
import { attributesOf, faultsByName, rowsOf } from "./attributes";
import { listFaults } from "./faults";
import { draftOf, isReady, newRule, ruleBodies } from "./rules";
import { EVERYONE, grantBodies, sameGrants, withGrant } from "./subjects";
import { attributeFields, attributeRows, ownRows, personFields } from "./templates";

const who = field("fld_who", "user");
const all = field("fld_all", "multiUser");
const maker = field("fld_maker", "createdBy");
const region = field("fld_region", "text");
const state = field("fld_state", "singleSelect");
const tags = field("fld_tags", "multiSelect");
const sealed = field("fld_sealed", "text", {}, { encrypted: true });
const filterOf = (rule: ReturnType<typeof ownRows>) => ruleBodies([rule])[0]?.filter;

test("own rows ask whether the person is whoever looks", () => {
  expect(ruleBodies([ownRows(who)])).toEqual([
    {
      subject: { type: "everyone" },
      access: "write",
      filter: {
        conjunction: "and",
        filters: [{ field: "fld_who", operator: "equals", value: { currentUser: true } }],
      },
    },
  ]);
  expect(filterOf(ownRows(all))).toMatchObject({ filters: [{ operator: "hasAny", value: { currentUser: true } }] });
  expect(personFields([who, all, maker, region])).toEqual([who, all, maker]);
});

test("rows of a team compare a field with an attribute, one of its values where there may be several", () => {
  const value = { userAttribute: "team" };
  expect(filterOf(attributeRows(region, "team"))).toMatchObject({ filters: [{ operator: "equals", value }] });
  expect(filterOf(attributeRows(state, "team"))).toMatchObject({ filters: [{ operator: "in", value: [value] }] });
  expect(filterOf(attributeRows(tags, "team"))).toMatchObject({ filters: [{ operator: "hasAny", value: [value] }] });
  expect(attributeFields([who, region, state, tags, sealed])).toEqual([region, state, tags]);
});

test("a rule comes back as it was saved", () => {
  const filter = { conjunction: "or" as const, filters: [{ field: "Region", operator: "isEmpty" }] };
  const rule = { id: "rul_1", subject: EVERYONE, access: "read" as const, filter, broken: false };
  expect(ruleBodies([draftOf(rule)])).toEqual([{ id: "rul_1", subject: { type: "everyone" }, access: "read", filter }]);
  const open = draftOf({ ...rule, filter: { conjunction: "and", filters: [] } });
  expect(open.every).toBe(true);
  expect(ruleBodies([open])[0]?.filter).toEqual({ conjunction: "and", filters: [] });
});

test("a rule without a whole condition is not ready, so that it never comes to mean all records", () => {
  expect(isReady(newRule({ subject: EVERYONE }))).toBe(false);
  expect(isReady(ownRows(who))).toBe(true);
  expect(isReady({ ...ownRows(who), unfinished: true })).toBe(false);
  expect(isReady(newRule({ subject: EVERYONE, every: true }))).toBe(true);
});

test("grants are one a subject, named by id or role", () => {
  const maria = { type: "user" as const, id: "usr_1", name: "Maria", email: "maria@example.com" };
  const editors = { type: "role" as const, role: "editor" as const };
  const both = withGrant(withGrant([], { subject: maria, level: "read" }), { subject: editors, level: "edit" });
  expect(grantBodies(withGrant(both, { subject: { ...maria, name: null }, level: "none" }))).toEqual([
    { subject: { type: "user", id: "usr_1" }, level: "none" },
    { subject: { type: "role", role: "editor" }, level: "edit" },
  ]);
  expect(sameGrants(both, [...both].reverse())).toBe(true);
  expect(sameGrants(both, both.slice(1))).toBe(false);
});

test("faults stand at their entries, and what is about no entry beside the list", () => {
  const error = (errors: { path: string; message: string }[], detail = "") =>
    new ApiError(422, { detail, errors: errors.map((each) => ({ code: "x", ...each })) }, null);
  const { at, other } = listFaults(
    error([
      { path: "rules[1].filter.filters[0].value", message: "Give a text." },
      { path: "rules[1].subject", message: "Second." },
      { path: "rules", message: "Too many." },
    ]),
  );
  expect([...at]).toEqual([[1, "Give a text."]]);
  expect(other).toBe("Too many.");
  expect(listFaults(error([{ path: "grants", message: "No." }], "Add yourself.")).other).toBe("Add yourself.");
  expect(listFaults(undefined).other).toBeNull();
});

test("attributes keep their types unless somebody types over them", () => {
  const saved = { region: "north", level: 3, boss: true, areas: ["a", "b"] };
  const rows = rowsOf(saved);
  expect(attributesOf(rows)).toEqual(saved);
  const typed = ["south, east", "4", "false", "c"];
  expect(attributesOf(rows.map((row, at) => ({ ...row, typed: true, text: typed[at] ?? "" })))).toEqual({
    region: ["south", "east"],
    level: 4,
    boss: false,
    areas: ["c"],
  });
  expect(attributesOf(rowsOf({ "": "" }))).toEqual({});
  expect(faultsByName([{ path: "attributes.region", code: "x", message: "No." }]).get("region")).toBe("No.");
});
