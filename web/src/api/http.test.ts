import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "./errors";
import { clientTab, http, readCookie, setSignedOutHandler, unwrap } from "./http";
import { timeZone } from "./reader";

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

let answers: Response[];
let sent: Request[];

beforeEach(() => {
  answers = [];
  sent = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request);
    return answers.shift() ?? json(500, {});
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  setSignedOutHandler(() => {});
});

const paths = () => sent.map((request) => new URL(request.url).pathname);

test("every request names the tab, and writes carry the CSRF token of the cookie", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie is what is tested
  document.cookie = "dataos_csrf=token-1";
  answers = [json(200, { items: [] }), json(201, {})];
  await unwrap(http.GET("/api/v1/workspaces"));
  await unwrap(http.POST("/api/v1/workspaces", { body: { name: "Aegean" } }));
  expect(sent.map((request) => request.headers.get("X-Client-Tab"))).toEqual([clientTab, clientTab]);
  expect(sent.map((request) => request.headers.get("X-CSRF-Token"))).toEqual([null, "token-1"]);
  expect(sent.map((request) => request.headers.get("X-Time-Zone"))).toEqual([timeZone(), timeZone()]);
  expect(sent[0]?.headers.get("X-Week-Start")).toMatch(/day$/);
});

test("an expired session is refreshed once and the request sent again with its body", async () => {
  answers = [json(401, {}), json(200, {}), json(201, { id: "wsp_1" })];
  await unwrap(http.POST("/api/v1/workspaces", { body: { name: "Aegean" } }));
  expect(paths()).toEqual(["/api/v1/workspaces", "/api/v1/auth/refresh", "/api/v1/workspaces"]);
  expect(await sent[2]?.json()).toEqual({ name: "Aegean" });
});

test("requests that meet the expired session together share one refresh", async () => {
  answers = [json(401, {}), json(401, {}), json(200, {}), json(200, {}), json(200, {})];
  await Promise.all([unwrap(http.GET("/api/v1/workspaces")), unwrap(http.GET("/api/v1/me"))]);
  expect(paths().filter((path) => path.endsWith("/refresh"))).toHaveLength(1);
});

test("a session that cannot be refreshed signs out and keeps the refusal", async () => {
  const signedOut = vi.fn();
  setSignedOutHandler(signedOut);
  answers = [json(401, { code: "not_signed_in" }), json(401, {})];
  const failure = await unwrap(http.GET("/api/v1/me")).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 401, code: "not_signed_in" });
  expect(signedOut).toHaveBeenCalledOnce();
});

test("a wrong password is no expired session", async () => {
  answers = [json(401, { code: "invalid_credentials" })];
  const body = { email: "a@example.org", password: "wrong" };
  await expect(unwrap(http.POST("/api/v1/auth/login", { body }))).rejects.toMatchObject({
    code: "invalid_credentials",
  });
  expect(sent).toHaveLength(1);
});

test("cookies are found by their exact name", () => {
  expect(readCookie("csrf", "dataos_csrf=a; csrf=b%20c; x=csrf=d")).toBe("b c");
  expect(readCookie("missing", "a=b")).toBeNull();
});
