import type { FaultPath } from "@/api/errors";
import type { Definition, Step } from "@/api/types";
import { allSteps } from "../definition";

/**
 * A fault at the card and input where people can mend it. A step goes by its id, so that it keeps its faults when it is
 * moved. `input` is null when none of the card's inputs is to blame.
 */
export interface PlacedFault {
  /** Its own among those refused together; places and messages may be the same. */
  key: string;
  card: string;
  input: string | null;
  message: string;
  /** What stood there when it was refused; once it is something else, the fault may be mended. */
  said: string;
}

export const TRIGGER = "trigger";
export const CONDITIONS = "conditions";
/** Of the definition as a whole: there is no card for it. */
export const WHOLE = "";

const STEP = /^steps\[(\d+)\]/;
const INNER = /^(?:\.config)?(?:\.branches\[(\d+)\]\.steps|\.else)\[(\d+)\]/;

/** Paths like `steps[0].branches[1].steps[0].config.fields.Due` or `body.steps[2].config.to[0]` as cards and inputs. */
export function placeFaults(definition: Definition, faults: readonly FaultPath[]): PlacedFault[] {
  return faults.map((fault, at) => {
    const place = placeOf(definition, fault.path.replace(/^body\./, ""));
    const message = withoutPlace(fault.message);
    return { key: `${at}`, ...place, message, said: said(definition, place.card, place.input) };
  });
}

/** Those whose step is still there and whose input still says what was refused. */
export function remaining(placed: readonly PlacedFault[], definition: Definition): PlacedFault[] {
  return placed.filter((fault) => said(definition, fault.card, fault.input) === fault.said);
}

/** The message for a reader who sees the place: `Step 2 (stamp), field 'Due': …` without what stands before the colon. */
export function withoutPlace(message: string): string {
  return message.replace(/^(?:Step|Trigger|Conditions?)\b(?:[^:'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*: /u, "");
}

function placeOf(definition: Definition, path: string): { card: string; input: string | null } {
  if (path.startsWith("trigger")) return { card: TRIGGER, input: triggerInput(definition, path) };
  if (path.startsWith("conditions")) return { card: CONDITIONS, input: "when" };
  const first = STEP.exec(path);
  let step = first ? definition.steps[Number(first[1])] : undefined;
  if (!first || !step) return { card: WHOLE, input: null };
  let rest = path.slice(first[0].length);
  for (let inner = INNER.exec(rest); inner; inner = INNER.exec(rest)) {
    const block: readonly Step[] | undefined =
      inner[1] === undefined ? step.else : step.branches?.[Number(inner[1])]?.steps;
    const found: Step | undefined = block?.[Number(inner[2])];
    if (!found) break;
    step = found;
    rest = rest.slice(inner[0].length);
  }
  return { card: step.id, input: stepInput(step, rest) };
}

function triggerInput(definition: Definition, path: string): string {
  return path.startsWith("trigger.config.field") && definition.trigger.type === "field_changed" ? "field" : "type";
}

const INPUTS: Record<Step["type"], readonly string[]> = {
  update_record: ["record"],
  create_record: ["tableId"],
  send_notification: ["to", "title", "body"],
  send_email: ["to", "subject", "body"],
  condition: ["when"],
  branch: [],
};

function stepInput(step: Step, rest: string): string | null {
  const arm = /^(?:\.config)?\.branches\[(\d+)\]/.exec(rest);
  if (arm) return step.branches?.[Number(arm[1])] ? `when.${arm[1]}` : null;
  const setting = rest.replace(/^\.config/, "").replace(/^\./, "");
  if (setting.startsWith("fields.")) {
    const fields = step.config?.fields;
    return typeof fields === "object" && fields !== null && setting.slice("fields.".length) in fields ? setting : null;
  }
  const name = /^\w+/.exec(setting)?.[0] ?? "";
  return INPUTS[step.type].includes(name) ? name : null;
}

function said(definition: Definition, card: string, input: string | null): string {
  switch (card) {
    case WHOLE:
      return JSON.stringify(definition);
    case TRIGGER:
      return JSON.stringify(definition.trigger);
    case CONDITIONS:
      return JSON.stringify(definition.conditions);
  }
  const step = allSteps(definition.steps).find((each) => each.id === card);
  if (!step) return "";
  if (input === null) return JSON.stringify(step.config ?? null);
  if (input.startsWith("when.")) return JSON.stringify(step.branches?.[Number(input.slice("when.".length))]?.when);
  if (input.startsWith("fields.")) {
    return JSON.stringify((step.config?.fields as Record<string, unknown>)?.[input.slice("fields.".length)]);
  }
  return JSON.stringify(step.config?.[input]);
}
