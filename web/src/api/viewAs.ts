import type { User } from "./types";

/** Whom an owner or admin looks as, in this tab. It is read once: entering and leaving load the app anew. */

export const VIEW_AS = "X-View-As";

const KEY = "dataos.viewAs";
const COVERED = /^\/api\/v1\/(workspaces\/[^/]+\/bases|(bases|tables|records|views|fields|attachments)\/.+)$/;

let viewed: User | null = readViewed();

function readViewed(): User | null {
  try {
    const { id, name, email } = JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? {};
    return typeof id === "string" && typeof name === "string" ? { id, name, email: String(email) } : null;
  } catch {
    return null;
  }
}

export function viewedPerson(): User | null {
  return viewed;
}

/** Loads the app anew at `path`, so that nothing stays on the screen that this person would not see. */
export function startViewing({ id, name, email }: User, path: string): void {
  sessionStorage.setItem(KEY, JSON.stringify({ id, name, email }));
  window.location.assign(path);
}

export function stopViewing(): void {
  forgetViewed();
  window.location.reload();
}

/** On sign-out: the next person at this tab starts as themselves. */
export function forgetViewed(): void {
  viewed = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage can be blocked; then nothing was kept.
  }
}

/** Reading of what is not covered stays one's own; every change carries the header, so that the server refuses it. */
export function viewHeader(method: string, path: string, person = viewed): Record<string, string> {
  if (!person || path.startsWith("/api/v1/auth/")) return {};
  return method !== "GET" || COVERED.test(path) ? { [VIEW_AS]: person.id } : {};
}
