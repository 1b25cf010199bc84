import { expect, test } from "vitest";
import type { Definition, Step } from "@/api/types";
import { placeFaults, remaining, withoutPlace } from "./placing";

const empty = { conjunction: "and" as const, filters: [] };
const stamp: Step = {
  id: "stamp",
  type: "update_record",
  config: { record: "{{trigger.record.id}}", fields: { Statu: "Done", "a.b[0]": "x" } },
};
const mail: Step = { id: "mail", type: "send_email", config: { to: ["a@example.org"], subject: "", body: "" } };
const check: Step = { id: "check", type: "condition", config: { when: empty } };
const tell: Step = { id: "tell", type: "send_notification", config: { to: [], title: "" } };
const fork: Step = {
  id: "fork",
  type: "branch",
  branches: [
    { when: empty, steps: [] },
    { when: empty, steps: [{ id: "inner", type: "branch", branches: [{ when: empty, steps: [tell] }], else: [] }] },
  ],
  else: [mail],
};
const definition: Definition = {
  trigger: { type: "field_changed", config: { field: "Statu" } },
  conditions: null,
  steps: [stamp, check, fork],
};
const at = (...paths: string[]) =>
  placeFaults(
    definition,
    paths.map((path) => ({ path, code: "x", message: "wrong" })),
  );
const place = (path: string) => at(path).map(({ card, input }) => [card, input])[0];

test.each([
  ["trigger.config.field", "trigger", "field"],
  ["trigger.config.fields[1]", "trigger", "field"],
  ["trigger", "trigger", "type"],
  ["conditions.filters[0].value", "conditions", "when"],
  ["steps", "", null],
  ["", "", null],
  ["steps[9].config.to", "", null],
  ["steps[0].config.fields.Statu", "stamp", "fields.Statu"],
  ["steps[0].config.fields.a.b[0]", "stamp", "fields.a.b[0]"],
  ["body.steps[0].config.record", "stamp", "record"],
  ["steps[0].config.fields", "stamp", null],
  ["steps[0].config.fields.Gone", "stamp", null],
  ["steps[0].note", "stamp", null],
  ["steps[0]", "stamp", null],
  ["steps[1].when.filters[0].field", "check", "when"],
  ["steps[1].config.when", "check", "when"],
  ["steps[2].branches[1].when.filters[0].field", "fork", "when.1"],
  ["steps[2].branches[7].when", "fork", null],
  ["steps[2].branches", "fork", null],
  ["steps[2].else[0].config.to[0]", "mail", "to"],
  ["steps[2].branches[1].steps[0].branches[0].steps[0].config.title", "tell", "title"],
  ["steps[2].config.branches[1].steps[0].id", "inner", null],
])("%s is at card %j, input %j", (path, card, input) => {
  expect(place(path)).toEqual([card, input]);
});

test("a message does not repeat the place it stands at", () => {
  expect(withoutPlace("Step 2 (fork), branch 1, step 1 (mail), text: Say it: now.")).toBe("Say it: now.");
  expect(withoutPlace("Step 1 (s), field 'a: b': There is no option 'c: d'.")).toBe("There is no option 'c: d'.");
  expect(withoutPlace('Step 1 (s), field "it\'s: so": No.')).toBe("No.");
  expect(withoutPlace("Condition 1.2: Status: No.")).toBe("Status: No.");
  expect(withoutPlace("An automation needs at least one step.")).toBe("An automation needs at least one step.");
  expect(withoutPlace("Steps may nest: 8.")).toBe("Steps may nest: 8.");
});

test("a fault stays until what it is about is changed, wherever its step is moved", () => {
  const placed = at("steps[0].config.fields.Statu", "steps[2].else[0].config.to", "trigger.config.field");
  expect(remaining(placed, definition)).toEqual(placed);
  const moved = { ...definition, steps: [check, fork, stamp] };
  expect(remaining(placed, moved)).toEqual(placed);
  const mended = { ...stamp, config: { ...stamp.config, fields: { Status: "Done" } } };
  expect(remaining(placed, { ...definition, steps: [mended, check, fork] })).toEqual(placed.slice(1));
  expect(remaining(placed, { ...definition, steps: [stamp] }).map((each) => each.card)).toEqual(["stamp", "trigger"]);
  const other = { ...definition, trigger: { type: "manual" as const, config: {} } };
  expect(remaining(placed, other)).toEqual(placed.slice(0, 2));
});

test("faults with the same words at the same place are told apart", () => {
  const keys = at("steps", "steps", "steps[0]", "steps[0]").map((fault) => fault.key);
  expect(new Set(keys).size).toBe(4);
});
