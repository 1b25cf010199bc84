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
  /** Under which names the provider says these of somebody; empty for the usual ones. */
  from: Record<"email" | "name" | "groups", string>;
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
    from: fromOf(provider),
    domains: provider?.domains.join(", ") ?? "",
    role: provider?.role === "admin" ? "admin" : "member",
    createMembers: provider?.createMembers ?? true,
    only: provider?.only ?? false,
    enabled: provider?.enabled ?? true,
  };
}

function fromOf(provider: Provider | null): Draft["from"] {
  const { oidc, saml } = provider ?? {};
  if (oidc) return { email: oidc.emailClaim ?? "", name: oidc.nameClaim ?? "", groups: oidc.groupsClaim ?? "" };
  return {
    email: saml?.emailAttribute ?? "",
    name: saml?.nameAttribute ?? "",
    groups: saml?.groupsAttribute ?? "",
  };
}

export function domainsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** A secret is for one client of one provider: the server forgets it when either changes. */
export function keepsSecret({ issuer, clientId }: Draft, { oidc }: Provider): boolean {
  return issuer.trim() === oidc?.issuer && clientId.trim() === oidc.clientId;
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
    emailClaim: draft.from.email.trim() || "email",
    nameClaim: draft.from.name.trim() || "name",
    groupsClaim: draft.from.groups.trim() || "groups",
    ...(clientSecret && { clientSecret }),
  };
}

function attributes({ from }: Draft) {
  return {
    emailAttribute: from.email.trim(),
    nameAttribute: from.name.trim(),
    groupsAttribute: from.groups.trim(),
  };
}

export function newProvider(draft: Draft): ProviderBody {
  if (draft.kind === "oidc") return { ...common(draft), oidc: oidc(draft, null) };
  return { ...common(draft), saml: { metadata: draft.metadata, ...attributes(draft) } };
}

/** A SAML provider keeps what its metadata said until metadata is pasted again. */
export function changedProvider(draft: Draft, before: Provider): ProviderPatch {
  if (draft.kind === "oidc") return { ...common(draft), oidc: oidc(draft, before) };
  const { saml } = before;
  const metadata = draft.metadata.trim();
  const names = attributes(draft);
  const renamed = saml && Object.entries(names).some(([key, name]) => name !== saml[key as keyof typeof names]);
  if (!saml || (!metadata && !renamed)) return common(draft);
  const { entityId, ssoUrl, certificates, idpInitiated } = saml;
  const source = metadata ? { metadata } : { entityId, ssoUrl, certificates };
  return { ...common(draft), saml: { ...names, ...source, idpInitiated } };
}
