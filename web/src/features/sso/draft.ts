import type { Provider, ProviderBody, ProviderPatch } from "@/api/sso";

export type Kind = Provider["kind"];

export type ProviderRole = NonNullable<ProviderBody["role"]>;

/** What the form holds: texts, as they are typed. */
export interface Draft {
  kind: Kind;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  trustsEmail: boolean;
  metadata: string;
  /** Where the provider names somebody's groups; empty for where they usually stand. */
  groupsFrom: string;
  domains: string;
  role: ProviderRole;
  createMembers: boolean;
  only: boolean;
  enabled: boolean;
}

export function draftOf(provider: Provider | null): Draft {
  return {
    kind: provider?.kind ?? "oidc",
    name: provider?.name ?? "",
    issuer: provider?.oidc?.issuer ?? "",
    clientId: provider?.oidc?.clientId ?? "",
    clientSecret: "",
    trustsEmail: provider?.oidc?.trustsEmail ?? false,
    metadata: "",
    groupsFrom: provider?.oidc?.groupsClaim ?? provider?.saml?.groupsAttribute ?? "",
    domains: provider?.domains.join(", ") ?? "",
    role: provider?.role === "admin" ? "admin" : "member",
    createMembers: provider?.createMembers ?? true,
    only: provider?.only ?? false,
    enabled: provider?.enabled ?? true,
  };
}

export function domainsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function common(draft: Draft) {
  const { role, createMembers, only, enabled } = draft;
  return { name: draft.name.trim(), domains: domainsOf(draft.domains), role, createMembers, only, enabled };
}

function oidc(draft: Draft, before: Provider | null) {
  const { issuer, clientId, clientSecret, trustsEmail } = draft;
  return {
    ...before?.oidc,
    issuer: issuer.trim(),
    clientId: clientId.trim(),
    trustsEmail,
    groupsClaim: draft.groupsFrom.trim() || "groups",
    ...(clientSecret && { clientSecret }),
  };
}

export function newProvider(draft: Draft): ProviderBody {
  if (draft.kind === "oidc") return { ...common(draft), oidc: oidc(draft, null) };
  return { ...common(draft), saml: { metadata: draft.metadata, groupsAttribute: draft.groupsFrom.trim() } };
}

/** A SAML provider keeps what its metadata said until metadata is pasted again. */
export function changedProvider(draft: Draft, before: Provider): ProviderPatch {
  if (draft.kind === "oidc") return { ...common(draft), oidc: oidc(draft, before) };
  const metadata = draft.metadata.trim();
  const groupsAttribute = draft.groupsFrom.trim();
  if (!before.saml || (!metadata && groupsAttribute === before.saml.groupsAttribute)) return common(draft);
  const { entityId, ssoUrl, certificates, ...names } = before.saml;
  const source = metadata ? { metadata } : { entityId, ssoUrl, certificates };
  return { ...common(draft), saml: { ...names, ...source, groupsAttribute } };
}
