import { http, unwrapAs } from "./http";
import type { User } from "./types";

/** People who can open the base, by name or address. */
export function searchPeople(baseId: string, search: string, signal?: AbortSignal): Promise<{ items: User[] }> {
  return unwrapAs(
    http.GET("/api/v1/bases/{baseId}/people", { params: { path: { baseId }, query: { search, limit: 50 } }, signal }),
  );
}
