import { http, unwrap, unwrapAs } from "./http";
import type { components } from "./schema.gen";
import type { RecordPage, Table } from "./types";
import { VIEW_AS } from "./viewAs";

type Schemas = components["schemas"];
export type Subject = Schemas["SubjectAnswer"];
export type SubjectBody = Schemas["SubjectBody"];
export type TableLevel = Schemas["TableLevel"];
export type FieldLevel = Schemas["FieldLevel"];
export type ViewLevel = Schemas["ViewLevel"];
export type RowAccess = Schemas["RowAccess"];
export type Rule = Schemas["RuleAnswer"];
export type RuleBody = Schemas["RuleBody"];
export type Explanation = Schemas["ExplanationAnswer"];
export type Attributes = Schemas["AttributesBody"]["attributes"];

export interface Grant<Level extends string> {
  subject: Subject;
  level: Level;
}

export interface GrantBody<Level extends string> {
  subject: SubjectBody;
  level: Level;
}

export async function getTableGrants(tableId: string): Promise<Grant<TableLevel>[]> {
  return (await unwrap(http.GET("/api/v1/tables/{tableId}/grants", { params: { path: { tableId } } }))).grants;
}

export async function setTableGrants(tableId: string, grants: GrantBody<TableLevel>[]): Promise<Grant<TableLevel>[]> {
  const params = { path: { tableId } };
  return (await unwrap(http.PUT("/api/v1/tables/{tableId}/grants", { params, body: { grants } }))).grants;
}

export async function getFieldGrants(fieldId: string): Promise<Grant<FieldLevel>[]> {
  return (await unwrap(http.GET("/api/v1/fields/{fieldId}/grants", { params: { path: { fieldId } } }))).grants;
}

export async function setFieldGrants(fieldId: string, grants: GrantBody<FieldLevel>[]): Promise<Grant<FieldLevel>[]> {
  const params = { path: { fieldId } };
  return (await unwrap(http.PUT("/api/v1/fields/{fieldId}/grants", { params, body: { grants } }))).grants;
}

export async function getViewGrants(viewId: string): Promise<Grant<ViewLevel>[]> {
  return (await unwrap(http.GET("/api/v1/views/{viewId}/grants", { params: { path: { viewId } } }))).grants;
}

export async function setViewGrants(viewId: string, grants: GrantBody<ViewLevel>[]): Promise<Grant<ViewLevel>[]> {
  const params = { path: { viewId } };
  return (await unwrap(http.PUT("/api/v1/views/{viewId}/grants", { params, body: { grants } }))).grants;
}

export async function getRules(tableId: string): Promise<Rule[]> {
  return (await unwrap(http.GET("/api/v1/tables/{tableId}/rules", { params: { path: { tableId } } }))).rules;
}

export async function setRules(tableId: string, rules: RuleBody[]): Promise<Rule[]> {
  const params = { path: { tableId } };
  return (await unwrap(http.PUT("/api/v1/tables/{tableId}/rules", { params, body: { rules } }))).rules;
}

/** What a person may do in a table and why; without an address what the caller may. */
export function explainTable(tableId: string, email?: string): Promise<Explanation> {
  const params = { path: { tableId }, query: email ? { email } : {} };
  return unwrap(http.GET("/api/v1/tables/{tableId}/explain", { params }));
}

export function explainRecord(recordId: string, email?: string): Promise<Explanation> {
  const params = { path: { recordId }, query: email ? { email } : {} };
  return unwrap(http.GET("/api/v1/records/{recordId}/explain", { params }));
}

/** The table and its first records as somebody else sees them. */
export async function seenAs(tableId: string, userId: string, limit: number): Promise<[Table, RecordPage]> {
  const headers = { [VIEW_AS]: userId };
  const path = { tableId };
  const query = { fieldKey: "id", limit, count: true } as const;
  return Promise.all([
    unwrapAs<Table>(http.GET("/api/v1/tables/{tableId}", { params: { path }, headers })),
    unwrap(http.GET("/api/v1/tables/{tableId}/records", { params: { path, query }, headers })),
  ]);
}

export async function getAttributes(workspaceId: string, userId: string): Promise<Attributes> {
  const params = { path: { workspaceId, userId } };
  return (await unwrap(http.GET("/api/v1/workspaces/{workspaceId}/members/{userId}/attributes", { params })))
    .attributes;
}

export function setAttributes(workspaceId: string, userId: string, attributes: Attributes) {
  const params = { path: { workspaceId, userId } };
  return unwrap(
    http.PUT("/api/v1/workspaces/{workspaceId}/members/{userId}/attributes", { params, body: { attributes } }),
  );
}
