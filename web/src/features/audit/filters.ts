import type { AuditQuery } from "@/api/audit";

/** What acts are about, as the names of acts begin. */
export const NOUNS = [
  "record",
  "table",
  "field",
  "view",
  "base",
  "base_member",
  "member",
  "team",
  "invitation",
  "table_grants",
  "field_grants",
  "view_grants",
  "row_rules",
  "shared_link",
  "automation",
  "identity_provider",
  "service_account",
  "audit",
] as const;
export type Noun = (typeof NOUNS)[number];

export const OUTCOMES = ["done", "refused"] as const;

/** What the page is narrowed to, as it stands in its address. Days are the reader's. */
export interface Filters {
  actor: string;
  action: string;
  base: string;
  outcome: string;
  from: string;
  to: string;
  /** Everything that one request left; chosen in an entry. */
  request: string;
}

const NAMES = ["actor", "action", "base", "outcome", "from", "to", "request"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readFilters(search: URLSearchParams): Filters {
  const read = Object.fromEntries(NAMES.map((name) => [name, search.get(name) ?? ""])) as unknown as Filters;
  const day = (text: string) => (DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : "");
  return { ...read, from: day(read.from), to: day(read.to) };
}

export function writeFilters(filters: Filters): URLSearchParams {
  return new URLSearchParams(NAMES.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])));
}

export function isNarrowed(filters: Filters): boolean {
  return NAMES.some((name) => filters[name] !== "");
}

/** The moment at which the reader's day begins, or the day `later` days after it. */
function startOf(day: string, later = 0): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return start.toISOString();
}

/** As the server is asked: both days belong to the range. */
export function queryOf({ from, to, ...rest }: Filters): AuditQuery {
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ""));
  return { ...told, ...(from && { from: startOf(from) }), ...(to && { to: startOf(to, 1) }) };
}
