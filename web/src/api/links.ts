import { http, unwrap } from "./http";

/** Certain records as the picker tells of them; those that are gone, or closed to the person, are not there. */
export function describeRecords(fieldId: string, ids: readonly string[], signal?: AbortSignal) {
  return unwrap(
    http.GET("/api/v1/fields/{fieldId}/choices", {
      params: { path: { fieldId }, query: { ids: ids.join(",") } },
      signal,
    }),
  );
}

/** As many as one request describes. */
export const MOST_DESCRIBED = 100;

/** Records that a link field's picker offers, by title. */
export function listChoices(fieldId: string, search: string, signal?: AbortSignal) {
  return unwrap(
    http.GET("/api/v1/fields/{fieldId}/choices", {
      params: { path: { fieldId }, query: { search: search || undefined, limit: 50 } },
      signal,
    }),
  );
}
