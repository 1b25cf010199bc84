import type { AuditEntry } from "@/api/audit";

type Told = Readonly<Record<string, unknown>>;
type Named = ReadonlyMap<string, string>;

export function isTold(value: unknown): value is Told {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface Difference {
  /** Empty where the whole is one list, as grants are. */
  name: string;
  before: string;
  after: string;
}

/** What differs between the settings before and after, member by member; of lists, the entries that differ. */
export function differences({ before, after }: Pick<AuditEntry, "before" | "after">, names: Named): Difference[] {
  const said = (value: unknown) => value === null || isTold(value);
  if (!said(before) || !said(after)) return differing("", before, after, names);
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) =>
    differing(name, was[name], is[name], names),
  );
}

/** The members of a configuration stand beside the settings that it is one of. */
function flat(value: unknown): Told {
  if (!isTold(value)) return {};
  const { config, ...rest } = value;
  return isTold(config) ? { ...rest, ...config } : value;
}

function differing(name: string, before: unknown, after: unknown, names: Named): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const [gone, added] = [without(before, after), without(after, before)];
    if (gone.length + added.length > 0) return [{ name, before: shown(gone, names), after: shown(added, names) }];
  }
  const told = { name, before: shown(before, names), after: shown(after, names) };
  return told.before === told.after ? [] : [told];
}

function without(list: readonly unknown[], other: readonly unknown[]): unknown[] {
  const theirs = new Set(other.map((each) => JSON.stringify(each)));
  return list.filter((each) => !theirs.has(JSON.stringify(each)));
}

/** A value of a setting in one text. A list has a line for each entry. */
export function shown(value: unknown, names: Named): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((each) => shown(each, names)).join("\n");
  if (isTold(value)) return members(value, names);
  return names.get(String(value)) ?? String(value);
}

/** What has a name needs no id, and a grant begins with whose it is. */
function members({ id, to, level, access, ...rest }: Told, names: Named): string {
  const kept = id === undefined || "name" in rest ? rest : { id, ...rest };
  const inner = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : shown(value, names));
  const given = [level, access].filter((each) => each !== undefined).map(inner);
  const text = [...given, ...Object.entries(kept).map(([name, each]) => `${name}: ${inner(each)}`)].join(", ");
  return to === undefined ? text : `${inner(to)}: ${text}`;
}
