import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type TableIndex = Schemas["IndexAnswer"];

/** What the system has made so that questions about the table are quick, and why. */
export function listIndexes(tableId: string) {
  return unwrap(http.GET("/api/v1/tables/{tableId}/indexes", { params: { path: { tableId } } }));
}
