import { expect, test } from "vitest";
import type { Provider } from "@/api/sso";
import { changedProvider, domainsOf, draftOf, newProvider } from "./draft";

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

test("SAML stays as it is until metadata is pasted, and keeps the names of attributes then", () => {
  const before = provider({ kind: "saml", saml: SAML });
  expect(changedProvider(draftOf(before), before)).not.toHaveProperty("saml");
  const changed = changedProvider({ ...draftOf(before), metadata: "<x/>" }, before);
  expect(changed.saml).toMatchObject({ metadata: "<x/>", emailAttribute: "mail", idpInitiated: true });
});
