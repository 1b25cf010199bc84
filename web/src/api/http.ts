import createClient from "openapi-fetch";
import { toApiError } from "./errors";
import { timeZone, weekStart } from "./reader";
import type { paths } from "./schema.gen";
import { viewHeader } from "./viewAs";

/** One id per browser tab: undo and redo act on the changes made with it. It survives a reload, not a new tab. */
export const clientTab = readClientTab();

function readClientTab(): string {
  try {
    const stored = sessionStorage.getItem("dataos.tab");
    if (stored) return stored;
    const fresh = crypto.randomUUID();
    sessionStorage.setItem("dataos.tab", fresh);
    return fresh;
  } catch {
    return crypto.randomUUID();
  }
}

export function readCookie(name: string, cookies = document.cookie): string | null {
  for (const part of cookies.split("; ")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at) === name) return decodeURIComponent(part.slice(at + 1));
  }
  return null;
}

/** What every request says of the reader and of the session. */
export function sessionHeaders(method: string): Record<string, string> {
  const zone = timeZone();
  const csrf = method === "GET" ? null : readCookie("dataos_csrf");
  return {
    "X-Client-Tab": clientTab,
    ...(zone && { "X-Time-Zone": zone }),
    "X-Week-Start": weekStart(navigator.language),
    ...(csrf && { "X-CSRF-Token": csrf }),
  };
}

function dress(request: Request): Request {
  const { method } = request;
  const headers = { ...sessionHeaders(method), ...viewHeader(method, new URL(request.url).pathname) };
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  return request;
}

let refreshing: Promise<boolean> | null = null;

/** Several requests may meet the expired session at once; they share one refresh, as a reused token revokes the family. */
export function refreshOnce(): Promise<boolean> {
  refreshing ??= fetch(dress(new Request(`${window.location.origin}/api/v1/auth/refresh`, { method: "POST" })))
    .then((response) => response.ok)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

let onSignedOut = () => {};

/** Called when a request stays unauthenticated after a refresh. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

let onChanged = () => {};

/** Called when something was done that undo takes back. */
export function setChangedHandler(handler: () => void): void {
  onChanged = handler;
}

async function sessionFetch(request: Request): Promise<Response> {
  if (request.url.includes("/api/v1/auth/")) return fetch(dress(request));
  const retry = request.clone();
  const response = await signedIn(request, retry);
  if (response.headers.has("X-Change-Set")) onChanged();
  return response;
}

async function signedIn(request: Request, retry: Request): Promise<Response> {
  const response = await fetch(dress(request));
  if (response.status !== 401) return response;
  if (await refreshOnce()) return fetch(dress(retry));
  onSignedOut();
  return response;
}

export const http = createClient<paths>({ baseUrl: window.location.origin, fetch: sessionFetch });

type Sent<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** Data of a request, or an ApiError thrown. */
export async function unwrap<T>(request: Sent<T>): Promise<T> {
  const { data, error, response } = await request;
  if (!response.ok) throw toApiError(response, error);
  return data as T;
}

/** What a write answered, and the name of the change set it made; null when it changed nothing. */
export interface Written<T> {
  data: T;
  changeSet: string | null;
}

export async function written<T>(request: Sent<T>): Promise<Written<T>> {
  const data = await unwrap(request);
  const { response } = await request;
  return { data, changeSet: response.headers.get("X-Change-Set") };
}

/** Data as the app's closed form of the answer (api/types.ts), where the document says only "string" or "object". */
export function unwrapAs<T>(request: Sent<unknown>): Promise<T> {
  return unwrap(request as Sent<T>);
}
