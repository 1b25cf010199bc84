import { expect, test } from "vitest";
import type { Provider } from "@/api/sso";
import { changedProvider, domainsOf, draftOf, keepsSecret, newProvider } from "./draft";

const SAML = {
  entityId: "e",
  ssoUrl: "https://idp.example/sso",
  certificates: ["c"],
  emailAttribute: "mail",
  nameAttribute: "",
  groupsAttribute: "g",
  idpInitiated: true,
};

function provider(part: Partial<Provider>): Provider {
  return { ...({ kind: "oidc", name: "Acme", domains: ["a.example"], only: true } as unknown as Provider), ...part };
}

test.each([
  ["", []],
  ["a.example", ["a.example"]],
  [" a.example, b.example;c.example\nd.example ", ["a.example", "b.example", "c.example", "d.example"]],
])("domains of %j", (text, expected) => {
  expect(domainsOf(text)).toEqual(expected);
});

test("a new provider says nothing of the other kind", () => {
  const draft = { ...draftOf(null), name: " Acme ", issuer: "https://idp.example", clientId: "c" };
  expect(newProvider(draft)).toMatchObject({ name: "Acme", oidc: { issuer: "https://idp.example", clientId: "c" } });
  expect(newProvider(draft)).not.toHaveProperty("saml");
  expect(newProvider({ ...draft, kind: "saml", metadata: "<x/>" })).not.toHaveProperty("oidc");
});

test("a secret that is not typed again is not sent", () => {
  const before = provider({ oidc: { issuer: "https://i.example", clientId: "c", groupsClaim: "roles" } as never });
  const changed = changedProvider(draftOf(before), before);
  expect(changed.oidc).toMatchObject({ groupsClaim: "roles" });
  expect(changed.oidc).not.toHaveProperty("clientSecret");
});

test("a secret is kept for the same client of the same provider", () => {
  const before = provider({ oidc: { issuer: "https://i.example", clientId: "c" } as never });
  const draft = draftOf(before);
  expect(keepsSecret({ ...draft, issuer: " https://i.example " }, before)).toBe(true);
  expect(keepsSecret({ ...draft, issuer: "https://other.example" }, before)).toBe(false);
  expect(keepsSecret({ ...draft, clientId: "d" }, before)).toBe(false);
});

test("SAML stays as it is until metadata is pasted, and keeps the names of attributes then", () => {
  const before = provider({ kind: "saml", saml: SAML });
  expect(changedProvider(draftOf(before), before)).not.toHaveProperty("saml");
  const changed = changedProvider({ ...draftOf(before), metadata: "<x/>" }, before);
  expect(changed.saml).toMatchObject({ metadata: "<x/>", emailAttribute: "mail", idpInitiated: true });
});

test("the groups of a SAML provider are read elsewhere without its metadata being pasted again", () => {
  const before = provider({ kind: "saml", saml: SAML });
  const changed = changedProvider(
    { ...draftOf(before), from: { email: "mail", name: "", groups: " memberOf " } },
    before,
  );
  expect(changed.saml).toEqual({ ...SAML, groupsAttribute: "memberOf" });
  expect(changed.saml).not.toHaveProperty("metadata");
});

test("groups stand where they usually do unless a place is named", () => {
  const draft = { ...draftOf(null), issuer: "https://idp.example", clientId: "c", metadata: "<x/>" };
  expect(newProvider(draft).oidc).toMatchObject({ groupsClaim: "groups" });
  expect(newProvider({ ...draft, kind: "saml" }).saml).toMatchObject({ groupsAttribute: "" });
});

test("the role of new members is kept, and is that of a member at first", () => {
  expect(newProvider(draftOf(null))).toMatchObject({ role: "member" });
  const before = provider({ role: "admin" });
  expect(changedProvider(draftOf(before), before)).toMatchObject({ role: "admin" });
});
