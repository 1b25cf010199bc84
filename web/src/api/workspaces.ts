import { http, unwrap } from "./http";

export function listWorkspaces() {
  return unwrap(http.GET("/api/v1/workspaces"));
}

export function createWorkspace(name: string) {
  return unwrap(http.POST("/api/v1/workspaces", { body: { name } }));
}

export function listBases(workspaceId: string) {
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/bases", { params: { path: { workspaceId } } }));
}

export function createBase(workspaceId: string, name: string, color: string) {
  return unwrap(
    http.POST("/api/v1/workspaces/{workspaceId}/bases", { params: { path: { workspaceId } }, body: { name, color } }),
  );
}

export function listMails(workspaceId: string) {
  return unwrap(
    http.GET("/api/v1/workspaces/{workspaceId}/mails", { params: { path: { workspaceId }, query: { limit: 100 } } }),
  );
}

export function getTwoFactorRule(workspaceId: string) {
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/two-factors", { params: { path: { workspaceId } } }));
}

export function setTwoFactorRule(workspaceId: string, required: boolean) {
  const params = { path: { workspaceId } };
  return unwrap(http.PUT("/api/v1/workspaces/{workspaceId}/two-factors", { params, body: { required } }));
}
