import { expect, test } from "vitest";
import type { Step, Table } from "@/api/types";
import { field } from "@/test-fields";
import { allSteps, freshId, isPublished, mayRun, newStep, referencesFor, withNames } from "./definition";
import { recipients } from "./steps/types";

const due = field("fld_1", "date", {}, { name: "Due date" });
const status = field("fld_2", "singleSelect", { options: [{ id: "o1", name: "Done" }] }, { name: "Status" });

const create: Step = { id: "create", type: "create_record", config: {} };
const branch: Step = {
  id: "branch",
  type: "branch",
  branches: [{ when: { conjunction: "and", filters: [] }, steps: [create] }],
  else: [],
};

test("ids are unique through branches", () => {
  expect(allSteps([branch]).map((step) => step.id)).toEqual(["branch", "create"]);
  expect(freshId("create_record", [branch])).toBe("create2");
  expect(freshId("send_email", [branch])).toBe("email");
});

test("a new step of every type is ready to be edited", () => {
  expect(newStep("update_record", [], "a@example.org").config).toEqual({ record: "{{trigger.record.id}}", fields: {} });
  expect(newStep("send_notification", [], "a@example.org").config?.to).toEqual(["a@example.org"]);
  expect(newStep("branch", [], "").branches).toHaveLength(1);
});

test("conditions are stored with the names people gave", () => {
  const byId = {
    conjunction: "and" as const,
    filters: [
      { field: "fld_2", operator: "in", value: ["o1"] },
      { field: "fld_1", operator: "isEmpty" },
    ],
  };
  expect(withNames(byId, [due, status])?.filters).toEqual([
    { field: "Status", operator: "in", value: ["Done"] },
    { field: "Due date", operator: "isEmpty" },
  ]);
});

test("references quote names that are no plain words", () => {
  const table = { fields: [due, status] } as Table;
  const paths = referencesFor(table, [create]).map((reference) => reference.path);
  expect(paths).toContain('trigger.record["Due date"]');
  expect(paths).toContain("trigger.record.Status");
  expect(paths).toContain("steps.create.record.id");
});

test("recipients are a list, a lone reference stays itself", () => {
  expect(recipients("a@example.org, b@example.org;")).toEqual(["a@example.org", "b@example.org"]);
  expect(recipients('{{trigger.record["Owner email"]}}')).toBe('{{trigger.record["Owner email"]}}');
  expect(recipients(" ")).toEqual([]);
});

test("published means the same definition", () => {
  const draft = { trigger: { type: "manual" as const, config: {} }, conditions: null, steps: [] };
  expect(isPublished(draft, null)).toBe(false);
  expect(isPublished(draft, { ...draft })).toBe(true);
  expect(isPublished({ ...draft, steps: [create] }, draft)).toBe(false);
});

test.each([
  ["manual", true, true, true],
  ["manual", false, true, false],
  ["record_created", true, true, false],
  [null, false, true, false],
] as const)("with the trigger %s, on: %j, builders may run it: %j, others: %j", (type, enabled, builder, other) => {
  const automation = { enabled, published: type && { trigger: { type, config: {} } } };
  expect([mayRun(automation, true), mayRun(automation, false)]).toEqual([builder, other]);
});
