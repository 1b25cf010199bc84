import { http, unwrap } from "./http";
import type { TrashItem } from "./types";

/** What was deleted: in a base, or the bases of a workspace. */
export type TrashOf = { baseId: string } | { workspaceId: string };

export function listTrash(of: TrashOf, cursor: string | null) {
  if ("workspaceId" in of) {
    return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/trash", { params: { path: of } }));
  }
  return unwrap(
    http.GET("/api/v1/bases/{baseId}/trash", { params: { path: of, query: cursor === null ? {} : { cursor } } }),
  );
}

export async function restore(item: Pick<TrashItem, "type" | "id">): Promise<void> {
  switch (item.type) {
    case "base":
      await unwrap(http.POST("/api/v1/bases/{baseId}/restore", { params: { path: { baseId: item.id } } }));
      break;
    case "table":
      await unwrap(http.POST("/api/v1/tables/{tableId}/restore", { params: { path: { tableId: item.id } } }));
      break;
    case "field":
      await unwrap(http.POST("/api/v1/fields/{fieldId}/restore", { params: { path: { fieldId: item.id } } }));
      break;
    case "view":
      await unwrap(http.POST("/api/v1/views/{viewId}/restore", { params: { path: { viewId: item.id } } }));
      break;
    case "record":
      await unwrap(http.POST("/api/v1/records/{recordId}/restore", { params: { path: { recordId: item.id } } }));
  }
}
