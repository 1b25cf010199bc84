import { toApiError } from "./errors";
import { timeZone } from "./reader";
import type { components } from "./schema.gen";
import type { Field, Sort } from "./types";

type Schemas = components["schemas"];
export type Shared = Omit<Schemas["SharedAnswer"], "fields"> & { fields: Field[] | null };
export type SharedForm = Omit<Schemas["SharedFormAnswer"], "fields"> & { fields: Field[] };
export type SharedPage = { items: { id: string; fields: Record<string, unknown> }[]; nextCursor: string | null };

const place = (slug: string) => `dataos.shared.${slug}`;

/** Visitors have no session: what they bring is the ticket that the password was traded for, kept for this tab. */
async function ask(slug: string, path: string, body?: unknown): Promise<Response> {
  const zone = timeZone();
  const ticket = sessionStorage.getItem(place(slug));
  const response = await fetch(`/api/v1/shared/${encodeURIComponent(slug)}${path}`, {
    method: body === undefined ? "GET" : "POST",
    credentials: "omit",
    headers: {
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...(zone && { "X-Time-Zone": zone }),
      ...(ticket && { "X-Share-Ticket": ticket }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw toApiError(response, await response.json().catch(() => null));
  return response;
}

export async function getShared(slug: string): Promise<Shared> {
  return (await ask(slug, "")).json();
}

export async function unlockShared(slug: string, password: string): Promise<void> {
  const { ticket } = (await (await ask(slug, "/unlock", { password })).json()) as Schemas["TicketAnswer"];
  sessionStorage.setItem(place(slug), ticket);
}

export interface SharedQuery {
  search: string;
  sorts: Sort[];
}

export async function querySharedRecords(slug: string, query: SharedQuery, cursor: string | null): Promise<SharedPage> {
  const body = {
    ...(query.search && { search: query.search }),
    ...(query.sorts.length > 0 && { sorts: query.sorts }),
    ...(cursor && { cursor }),
  };
  return (await ask(slug, "/query?fieldKey=id", body)).json();
}

export async function downloadShared(slug: string): Promise<Blob> {
  return (await ask(slug, "/export?format=csv")).blob();
}

export async function getSharedForm(slug: string): Promise<SharedForm> {
  return (await ask(slug, "/form")).json();
}

export async function submitSharedForm(
  slug: string,
  fields: Record<string, unknown>,
  submissionKey: string,
  website: string,
): Promise<string> {
  return ((await (await ask(slug, "/submissions", { fields, submissionKey, website })).json()) as { thanks: string })
    .thanks;
}
