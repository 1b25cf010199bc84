import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];
export type Member = Schemas["MemberAnswer"];
export type Team = Schemas["TeamAnswer"];
export type Invitation = Schemas["InvitationAnswer"];
export type WorkspaceRole = Member["role"];
export type GivenRole = Schemas["GivenRole"];
export type BaseMember = Schemas["BaseMemberAnswer"];

export function getWorkspace(workspaceId: string) {
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}", { params: { path: { workspaceId } } }));
}

export function updateWorkspace(workspaceId: string, body: { name?: string; defaultBaseRole?: GivenRole }) {
  return unwrap(http.PATCH("/api/v1/workspaces/{workspaceId}", { params: { path: { workspaceId } }, body }));
}

export function listMembers(workspaceId: string, search: string, cursor?: string | null) {
  const query = { search, limit: 50, ...(cursor && { cursor }) };
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/members", { params: { path: { workspaceId }, query } }));
}

export function addMember(workspaceId: string, email: string, role: WorkspaceRole) {
  return unwrap(
    http.POST("/api/v1/workspaces/{workspaceId}/members", {
      params: { path: { workspaceId } },
      body: { email, role },
    }),
  );
}

export function updateMember(workspaceId: string, userId: string, body: { role?: WorkspaceRole; suspended?: boolean }) {
  const params = { path: { workspaceId, userId } };
  return unwrap(http.PATCH("/api/v1/workspaces/{workspaceId}/members/{userId}", { params, body }));
}

export function previewRemoval(workspaceId: string, userId: string) {
  const params = { path: { workspaceId, userId } };
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/members/{userId}/removal", { params }));
}

export function removeMember(workspaceId: string, userId: string, handTo?: string) {
  const params = { path: { workspaceId, userId }, query: handTo ? { handTo } : {} };
  return unwrap(http.DELETE("/api/v1/workspaces/{workspaceId}/members/{userId}", { params }));
}

export function transferWorkspace(workspaceId: string, userId: string) {
  return unwrap(
    http.POST("/api/v1/workspaces/{workspaceId}/transfer", { params: { path: { workspaceId } }, body: { userId } }),
  );
}

export function listTeams(workspaceId: string) {
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/teams", { params: { path: { workspaceId } } }));
}

export function createTeam(workspaceId: string, name: string) {
  return unwrap(
    http.POST("/api/v1/workspaces/{workspaceId}/teams", { params: { path: { workspaceId } }, body: { name } }),
  );
}

export function renameTeam(teamId: string, name: string) {
  return unwrap(http.PATCH("/api/v1/teams/{teamId}", { params: { path: { teamId } }, body: { name } }));
}

export function deleteTeam(teamId: string) {
  return unwrap(http.DELETE("/api/v1/teams/{teamId}", { params: { path: { teamId } } }));
}

export function listTeamMembers(teamId: string) {
  return unwrap(http.GET("/api/v1/teams/{teamId}/members", { params: { path: { teamId } } }));
}

export function addTeamMember(teamId: string, userId: string) {
  return unwrap(http.POST("/api/v1/teams/{teamId}/members", { params: { path: { teamId } }, body: { userId } }));
}

export function removeTeamMember(teamId: string, userId: string) {
  return unwrap(http.DELETE("/api/v1/teams/{teamId}/members/{userId}", { params: { path: { teamId, userId } } }));
}

export function listInvitations(workspaceId: string, cursor?: string | null) {
  const params = { path: { workspaceId }, query: { limit: 50, ...(cursor && { cursor }) } };
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/invitations", { params }));
}

/** To one address by mail, or without one a link for several people. */
export function createInvitation(workspaceId: string, body: Schemas["NewInvitationBody"]) {
  return unwrap(http.POST("/api/v1/workspaces/{workspaceId}/invitations", { params: { path: { workspaceId } }, body }));
}

export function revokeInvitation(workspaceId: string, invitationId: string) {
  const params = { path: { workspaceId, invitationId } };
  return unwrap(http.DELETE("/api/v1/workspaces/{workspaceId}/invitations/{invitationId}", { params }));
}

export function resendInvitation(workspaceId: string, invitationId: string) {
  const params = { path: { workspaceId, invitationId } };
  return unwrap(http.POST("/api/v1/workspaces/{workspaceId}/invitations/{invitationId}/resend", { params }));
}

export function openInvitation(token: string) {
  return unwrap(http.GET("/api/v1/invitations/{token}", { params: { path: { token } } }));
}

export function acceptInvitation(token: string) {
  return unwrap(http.POST("/api/v1/invitations/{token}/accept", { params: { path: { token } } }));
}

export function joinByInvitation(token: string, name: string, email: string, password: string) {
  return unwrap(
    http.POST("/api/v1/invitations/{token}/register", {
      params: { path: { token } },
      body: { name, email, password, cookie: true },
    }),
  );
}

export function listBaseMembers(baseId: string) {
  return unwrap(http.GET("/api/v1/bases/{baseId}/members", { params: { path: { baseId } } }));
}

export function setBaseRole(baseId: string, who: { email: string } | { teamId: string }, role: GivenRole) {
  return unwrap(http.PUT("/api/v1/bases/{baseId}/members", { params: { path: { baseId } }, body: { ...who, role } }));
}

export function resetBaseRole(baseId: string, userId: string) {
  return unwrap(http.DELETE("/api/v1/bases/{baseId}/members/{userId}/role", { params: { path: { baseId, userId } } }));
}

export function removeBaseTeam(baseId: string, teamId: string) {
  return unwrap(http.DELETE("/api/v1/bases/{baseId}/teams/{teamId}", { params: { path: { baseId, teamId } } }));
}
