import { vi } from "vitest";

/** What a test's server was asked. */
export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** An answer of a test's server; an Error is an answer that never arrived. */
export type Answered = { status?: number; body?: unknown; changeSet?: string | null } | Error;

/** Stands in for the server until `vi.unstubAllGlobals`: answers by `answer`, and keeps what was asked. */
export function fakeServer(answer: (asked: Asked) => Answered | Promise<Answered>): Asked[] {
  const all: Asked[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const text = await request.text();
    const asked = {
      method: request.method,
      path: new URL(request.url).pathname.replace("/api/v1", ""),
      body: text ? JSON.parse(text) : null,
    };
    all.push(asked);
    const given = await answer(asked);
    if (given instanceof Error) throw given;
    const headers = new Headers({ "Content-Type": "application/json" });
    if (given.changeSet) headers.set("X-Change-Set", given.changeSet);
    return new Response(JSON.stringify(given.body ?? {}), { status: given.status ?? 200, headers });
  });
  return all;
}
