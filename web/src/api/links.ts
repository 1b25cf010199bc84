import { http, unwrap } from "./http";

/** Records that a link field's picker offers, by title. */
export function listChoices(fieldId: string, search: string, signal?: AbortSignal) {
  return unwrap(
    http.GET("/api/v1/fields/{fieldId}/choices", {
      params: { path: { fieldId }, query: { search: search || undefined, limit: 50 } },
      signal,
    }),
  );
}
