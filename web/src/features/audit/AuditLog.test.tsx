import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter, useLocation } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Answered, type Asked, fakeServer } from "@/api/fakeServer";
import { startI18n } from "@/i18n";
import { TooltipProvider } from "@/ui/Tooltip";
import AuditLog from "./AuditLog";

const ned = { id: "usr_ned", name: "Ned", email: "ned@example.com" };
const changed = {
  id: "aud_2",
  time: "2026-11-28T05:00:00Z",
  workspaceId: "wsp_1",
  action: "base_member.changed",
  outcome: "done",
  actor: { type: "user", id: "usr_olga", name: "Olga" },
  onBehalfOf: null,
  address: "10.1.2.3",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
  requestId: "req_1",
  baseId: "bas_1",
  tableId: null,
  targets: ["bas_1", "usr_ned"],
  before: { role: "viewer" },
  after: { role: "editor" },
  detail: { person: "Ned" },
  position: 7,
  hash: "abcdef0123456789",
};
const older = { ...changed, id: "aud_1", action: "table.created", before: null, after: null, detail: {}, targets: [] };

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => void vi.unstubAllGlobals());

function answered({ path }: Asked): Answered {
  if (path.endsWith("/audit-logs")) return { body: { items: [changed], nextCursor: null } };
  if (path.endsWith("/members")) return { body: { items: [{ user: ned }], nextCursor: null } };
  if (path.endsWith("/bases")) return { body: { items: [{ id: "bas_1", name: "Sales", role: "creator" }] } };
  if (path === "/bases/bas_1") return { body: { id: "bas_1", name: "Sales", tables: [] } };
  return { body: { items: [] } };
}

function Address() {
  return <output data-testid="address">{useLocation().search}</output>;
}

function opened(answer: (asked: Asked) => Answered = answered, address = "/") {
  const asked: URL[] = [];
  fakeServer(answer);
  const fetched = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(new URL(request.url));
    return fetched(request);
  });
  render(
    <MemoryRouter initialEntries={[address]}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <TooltipProvider>
          <AuditLog workspaceId="wsp_1" />
          <Address />
        </TooltipProvider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return { asked: () => asked.filter((each) => each.pathname.endsWith("/audit-logs")).map((each) => each.search) };
}

test("an entry is a sentence, and opens to what was changed from where", async () => {
  opened();
  const row = await screen.findByRole("button", { name: /Olga changed the role of Ned from viewer to editor/ });
  expect(await within(row).findByText("Sales")).toBeTruthy();
  expect(screen.queryByText("10.1.2.3")).toBeNull();
  fireEvent.click(row);
  expect(row.getAttribute("aria-expanded")).toBe("true");
  for (const each of ["viewer", "editor", "10.1.2.3", "Firefox, Linux", "req_1"]) {
    expect(screen.getByText(each)).toBeTruthy();
  }
});

test("filters are asked of the server and stand in the address", async () => {
  const { asked } = opened();
  await screen.findByTestId("audit-entry");
  fireEvent.click(screen.getByRole("button", { name: /^Who/ }));
  fireEvent.click(await screen.findByRole("option", { name: /Ned/ }));
  await waitFor(() => expect(asked().at(-1)).toContain("actor=usr_ned"));
  expect(screen.getByTestId("address").textContent).toBe("?actor=usr_ned");
  fireEvent.click(screen.getByRole("button", { name: "Show everything" }));
  await waitFor(() => expect(screen.getByTestId("address").textContent).toBe(""));
});

test("the entries of one request are found from one of them", async () => {
  const { asked } = opened();
  fireEvent.click(await screen.findByRole("button", { name: /Olga changed the role/ }));
  fireEvent.click(screen.getByRole("button", { name: "Show what else this request did" }));
  await waitFor(() => expect(asked().at(-1)).toContain("request=req_1"));
});

test("a page follows another by its cursor", async () => {
  let calls = 0;
  const { asked } = opened((request) => {
    if (!request.path.endsWith("/audit-logs")) return answered(request);
    calls += 1;
    const first = calls === 1;
    return { body: { items: [first ? changed : older], nextCursor: first ? "12.3" : null } };
  });
  fireEvent.click(await screen.findByRole("button", { name: "Show more" }));
  expect(await screen.findByText("Olga created a table")).toBeTruthy();
  expect(asked().at(-1)).toContain("cursor=12.3");
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

test("nothing found, nothing done and a refusal are told apart", async () => {
  const none = (request: Asked): Answered =>
    request.path.endsWith("/audit-logs") ? { body: { items: [], nextCursor: null } } : answered(request);
  opened(none, "/?outcome=refused");
  expect(await screen.findByText("Nothing matches these filters")).toBeTruthy();
});

test("a refusal says why", async () => {
  const problem = { code: "forbidden", title: "Forbidden", detail: "Only admins see the log.", errors: [] };
  opened((request) => (request.path.endsWith("/audit-logs") ? { status: 403, body: problem } : answered(request)));
  expect((await screen.findByRole("alert")).textContent).toContain("Only admins see the log.");
});

test("the chain is checked to its end, and a broken one is said where", async () => {
  const part = { ok: true, verified: 20_000, first: 1, last: 20_000, hash: "aa", waiting: 0, broken: null };
  const broken = { position: 20_007, entryId: "aud_9", reason: "It was changed." };
  let calls = 0;
  opened((request) => {
    if (!request.path.endsWith("/verify")) return answered(request);
    calls += 1;
    if (calls === 1) return { body: { ...part, nextAfter: 20_000 } };
    if (calls === 2) return { body: { ...part, verified: 6, last: 20_006, ok: false, broken, nextAfter: null } };
    return { body: { ...part, verified: 3, last: 3, waiting: 1, nextAfter: null } };
  });
  const check = screen.getByRole("button", { name: "Check the log" });
  fireEvent.click(check);
  expect(await screen.findByText(/position 20007 is not as it was written: It was changed\./)).toBeTruthy();
  fireEvent.click(check);
  expect(await screen.findByText(/3 entries are as they were written\. 1 more is not sealed yet\./)).toBeTruthy();
});
