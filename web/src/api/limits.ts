import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

export type ServerLimits = components["schemas"]["LimitsAnswer"];

let known: Promise<ServerLimits> | null = null;

/** What the server takes at most: asked once, since it changes only when the server is started anew. */
export function serverLimits(): Promise<ServerLimits> {
  known ??= unwrap(http.GET("/api/v1/limits")).catch((cause) => {
    known = null;
    throw cause;
  });
  return known;
}

/** As many as `wanted`, or as the server gives at once; where it says nothing, it will say so of the question itself. */
export async function pageSize(wanted: number): Promise<number> {
  const limits = await serverLimits().catch(() => null);
  return Math.min(wanted, limits?.pageSize ?? wanted);
}

/** For tests, each of which has a server of its own. */
export function forgetLimits(): void {
  known = null;
}

/** Of a password that is set; the server refuses shorter ones by the same number. */
export const MIN_PASSWORD = 10;
