import i18next, { type TFunction } from "i18next";
import type { AuditEntry } from "@/api/audit";
import { count } from "@/lib/format";
import { isTold } from "./differences";

/** Names by id, as far as the page knows them. */
export type Names = ReadonlyMap<string, string>;

function member(value: unknown, name: string): unknown {
  return isTold(value) ? value[name] : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Who acted; who has no name is called by what they are. */
export function actorName(t: TFunction, { actor }: AuditEntry, names: Names): string {
  const name = actor.name || (actor.id ? names.get(actor.id) : "");
  if (name) return actor.type === "automation" ? t("audit.actors.named", { name }) : name;
  if (actor.type === "automation" || actor.type === "form") return t(`audit.actors.${actor.type}`);
  return t(actor.id === "nobody" ? "audit.actors.nobody" : "audit.actors.system");
}

/** What the act was done to, by name; empty where its name is not known any more. */
export function targetName({ targets, before, after, detail }: AuditEntry, names: Names): string {
  const said = [member(after, "name"), member(before, "name"), detail.person, detail.team].map(text).find(Boolean);
  if (said) return said;
  return targets.map((id) => names.get(id)).findLast((name) => name !== undefined) ?? "";
}

/** The act in a sentence, or its name where we have no words for it. */
export function sentence(t: TFunction, entry: AuditEntry, names: Names): string {
  const actor = actorName(t, entry, names);
  return roleSentence(t, entry, actor) ?? plainSentence(t, entry, actor, names);
}

/** "Olga changed the role of Ned from viewer to editor." */
function roleSentence(t: TFunction, { action, before, after, detail }: AuditEntry, actor: string): string | null {
  if (action !== "member.updated" && action !== "base_member.changed") return null;
  const [from, to] = [text(member(before, "role")), text(member(after, "role"))];
  const person = text(detail.person) || text(detail.team);
  if (!person || !to || from === to) return null;
  const role = (name: string) => wordsFor(t, `audit.roles.${name}`, {}) ?? name;
  if (!from) return t("audit.roleGiven", { actor, person, to: role(to) });
  return t("audit.roleChanged", { actor, person, from: role(from), to: role(to) });
}

function plainSentence(t: TFunction, entry: AuditEntry, actor: string, names: Names): string {
  const records = typeof entry.detail.records === "number" ? entry.detail.records : 1;
  const words = wordsFor(t, `audit.acts.${entry.action}`, { actor, count: records, shown: count(records) });
  if (words === null) return t("audit.otherAct", { actor, act: entry.action.replace(".", ": ").replaceAll("_", " ") });
  const target = entry.action.startsWith("record.") ? "" : targetName(entry, names);
  return target ? t("audit.aboutTarget", { words, target }) : words;
}

/** The name of an act comes from the server, so that it may be one that this version has no words for. */
function wordsFor(
  t: TFunction,
  key: string,
  options: { actor?: string; count?: number; shown?: string },
): string | null {
  if (!i18next.exists(key, options)) return null;
  return (t as unknown as (key: string, options: object) => string)(key, options);
}

/** A setting by its word; what we have none for keeps the name that it has in the API. */
export function settingName(t: TFunction, name: string): string {
  return wordsFor(t, `audit.settings.${name}`, {}) ?? name;
}

/** What the act was done to, apart from the workspace itself, which all of its entries are about. */
export function targetNames({ targets, workspaceId }: AuditEntry, names: Names): string[] {
  return targets.filter((id) => id !== workspaceId).map((id) => names.get(id) ?? id);
}

const BROWSERS: readonly [string, RegExp][] = [
  ["Edge", /Edg\//],
  ["Opera", /OPR\//],
  ["Firefox", /Firefox\//],
  ["Chrome", /Chrome\//],
  ["Safari", /Safari\//],
];
const SYSTEMS: readonly [string, RegExp][] = [
  ["Android", /Android/],
  ["iOS", /iPhone|iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["Linux", /Linux/],
];

/** "Firefox, Linux"; what is no browser is left as it calls itself. */
export function browserName(agent: string): string {
  const name = BROWSERS.find(([, pattern]) => pattern.test(agent))?.[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0];
  if (!name) return agent;
  return system ? `${name}, ${system}` : name;
}
