import { http, unwrap, unwrapAs, written } from "./http";
import type { BaseDetail, Field, FieldTypeName, GridConfig, Table, View } from "./types";

export function getBase(baseId: string): Promise<BaseDetail> {
  return unwrapAs(http.GET("/api/v1/bases/{baseId}", { params: { path: { baseId } } }));
}

export function renameBase(baseId: string, name: string) {
  return unwrap(http.PATCH("/api/v1/bases/{baseId}", { params: { path: { baseId } }, body: { name } }));
}

export function deleteBase(baseId: string) {
  return unwrap(http.DELETE("/api/v1/bases/{baseId}", { params: { path: { baseId } } }));
}

export function getTable(tableId: string): Promise<Table> {
  return unwrapAs(http.GET("/api/v1/tables/{tableId}", { params: { path: { tableId } } }));
}

export function createTable(baseId: string, name: string): Promise<Table> {
  return unwrapAs(http.POST("/api/v1/bases/{baseId}/tables", { params: { path: { baseId } }, body: { name } }));
}

export function renameTable(tableId: string, name: string) {
  return unwrap(http.PATCH("/api/v1/tables/{tableId}", { params: { path: { tableId } }, body: { name } }));
}

export function deleteTable(tableId: string) {
  return written(http.DELETE("/api/v1/tables/{tableId}", { params: { path: { tableId } } }));
}

export interface FieldDraft {
  name: string;
  type: FieldTypeName;
  config: Record<string, unknown>;
  description?: string;
  required?: boolean;
  unique?: boolean;
  encrypted?: boolean;
  revealTo?: "viewer" | "commenter" | "editor" | "creator";
}

export function createField(tableId: string, draft: FieldDraft): Promise<Field> {
  return unwrapAs(http.POST("/api/v1/tables/{tableId}/fields", { params: { path: { tableId } }, body: draft }));
}

export function updateField(fieldId: string, change: Partial<Omit<FieldDraft, "type" | "encrypted">>): Promise<Field> {
  return unwrapAs(http.PATCH("/api/v1/fields/{fieldId}", { params: { path: { fieldId } }, body: change }));
}

export function deleteField(fieldId: string) {
  return written(http.DELETE("/api/v1/fields/{fieldId}", { params: { path: { fieldId } } }));
}

export function createView(tableId: string, name: string, config?: GridConfig): Promise<View> {
  return unwrapAs(
    http.POST("/api/v1/tables/{tableId}/views", {
      params: { path: { tableId } },
      body: { name, type: "grid", config },
    }),
  );
}

export function updateView(viewId: string, change: { name?: string; config?: GridConfig }): Promise<View> {
  return unwrapAs(http.PATCH("/api/v1/views/{viewId}", { params: { path: { viewId } }, body: change }));
}

export function deleteView(viewId: string) {
  return written(http.DELETE("/api/v1/views/{viewId}", { params: { path: { viewId } } }));
}
