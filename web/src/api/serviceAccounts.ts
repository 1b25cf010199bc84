import { http, unwrap } from "./http";
import type { components } from "./schema.gen";
import type { NewToken } from "./types";

type Schemas = components["schemas"];
export type ServiceAccount = Schemas["ServiceAccountAnswer"];
export type NewServiceAccount = Schemas["ServiceAccountBody"];

const accounts = "/api/v1/workspaces/{workspaceId}/service-accounts";
const account = "/api/v1/workspaces/{workspaceId}/service-accounts/{accountId}";

export function listServiceAccounts(workspaceId: string) {
  return unwrap(http.GET(accounts, { params: { path: { workspaceId } } }));
}

export function createServiceAccount(workspaceId: string, body: NewServiceAccount) {
  return unwrap(http.POST(accounts, { params: { path: { workspaceId } }, body }));
}

export function updateServiceAccount(workspaceId: string, accountId: string, body: Schemas["ServiceAccountPatch"]) {
  return unwrap(http.PATCH(account, { params: { path: { workspaceId, accountId } }, body }));
}

export function deleteServiceAccount(workspaceId: string, accountId: string) {
  return unwrap(http.DELETE(account, { params: { path: { workspaceId, accountId } } }));
}

export function listServiceTokens(workspaceId: string, accountId: string) {
  return unwrap(http.GET(`${account}/tokens`, { params: { path: { workspaceId, accountId } } }));
}

export function createServiceToken(workspaceId: string, accountId: string, body: NewToken) {
  return unwrap(http.POST(`${account}/tokens`, { params: { path: { workspaceId, accountId } }, body }));
}

export function deleteServiceToken(workspaceId: string, accountId: string, tokenId: string) {
  return unwrap(http.DELETE(`${account}/tokens/{tokenId}`, { params: { path: { workspaceId, accountId, tokenId } } }));
}
