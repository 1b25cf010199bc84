import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];
export type Provider = Schemas["ProviderAnswer"];
export type ProviderBody = Schemas["ProviderBody"];
export type ProviderPatch = Schemas["ProviderPatch"];
export type ProviderCheck = Schemas["CheckAnswer"];

/** By the address's domain; without one, what everybody is offered. */
export function listOffers(domain: string) {
  const query = domain ? { email: `_@${domain}` } : {};
  return unwrap(http.GET("/api/v1/auth/providers", { params: { query } }));
}

/** Where the browser goes to sign in; on our own origin, whatever others call us. */
export function startOf(providerId: string, next: string) {
  return `/api/v1/auth/sso/${encodeURIComponent(providerId)}/start?next=${encodeURIComponent(next)}`;
}

/** Where the browser goes to connect the account to this provider. */
export function connectAccount(providerId: string, password: string) {
  const params = { path: { providerId } };
  return unwrap(http.POST("/api/v1/auth/sso/{providerId}/link", { params, body: { password } }));
}

const providers = "/api/v1/workspaces/{workspaceId}/identity-providers";
const provider = "/api/v1/workspaces/{workspaceId}/identity-providers/{providerId}";

export function listProviders(workspaceId: string) {
  return unwrap(http.GET(providers, { params: { path: { workspaceId } } }));
}

export function createProvider(workspaceId: string, body: ProviderBody) {
  return unwrap(http.POST(providers, { params: { path: { workspaceId } }, body }));
}

export function updateProvider(workspaceId: string, providerId: string, body: ProviderPatch) {
  return unwrap(http.PATCH(provider, { params: { path: { workspaceId, providerId } }, body }));
}

export function deleteProvider(workspaceId: string, providerId: string) {
  return unwrap(http.DELETE(provider, { params: { path: { workspaceId, providerId } } }));
}

export function checkProvider(workspaceId: string, providerId: string) {
  return unwrap(http.POST(`${provider}/test`, { params: { path: { workspaceId, providerId } } }));
}

export function createScimToken(workspaceId: string, providerId: string) {
  return unwrap(http.POST(`${provider}/scim-token`, { params: { path: { workspaceId, providerId } } }));
}

export function deleteScimToken(workspaceId: string, providerId: string) {
  return unwrap(http.DELETE(`${provider}/scim-token`, { params: { path: { workspaceId, providerId } } }));
}
