import type { Provider, ProviderBody, ProviderPatch } from "@/api/sso";

export type Kind = Provider["kind"];

/** What the form holds: texts, as they are typed. */
export interface Draft {
  kind: Kind;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  trustsEmail: boolean;
  metadata: string;
  domains: string;
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
    domains: provider?.domains.join(", ") ?? "",
    createMembers: provider?.createMembers ?? true,
    only: provider?.only ?? false,
    enabled: provider?.enabled ?? true,
  };
}

export function domainsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function common(draft: Draft) {
  const { createMembers, only, enabled } = draft;
  return { name: draft.name.trim(), domains: domainsOf(draft.domains), createMembers, only, enabled };
}

function oidc(draft: Draft, before: Provider | null) {
  const { issuer, clientId, clientSecret, trustsEmail } = draft;
  return {
    ...before?.oidc,
    issuer: issuer.trim(),
    clientId: clientId.trim(),
    trustsEmail,
    ...(clientSecret && { clientSecret }),
  };
}

export function newProvider(draft: Draft): ProviderBody {
  if (draft.kind === "oidc") return { ...common(draft), oidc: oidc(draft, null) };
  return { ...common(draft), saml: { metadata: draft.metadata } };
}

/** A SAML provider whose metadata is not pasted again stays as it is. */
export function changedProvider(draft: Draft, before: Provider): ProviderPatch {
  if (draft.kind === "oidc") return { ...common(draft), oidc: oidc(draft, before) };
  if (!draft.metadata.trim() || !before.saml) return common(draft);
  const { emailAttribute, nameAttribute, groupsAttribute, idpInitiated } = before.saml;
  return {
    ...common(draft),
    saml: { metadata: draft.metadata, emailAttribute, nameAttribute, groupsAttribute, idpInitiated },
  };
}
