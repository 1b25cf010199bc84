import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { WorkspaceRole } from "@/api/belonging";
import { fakeServer } from "@/api/fakeServer";
import { startI18n } from "@/i18n";
import section from "./sections/security.section";

beforeAll(startI18n);
afterEach(() => void vi.unstubAllGlobals());

async function opened(role: WorkspaceRole, state: { required: boolean; on: boolean }) {
  const asked = fakeServer(({ method, path, body }) => {
    if (method === "PUT") return { body };
    if (path === "/auth/two-factors") return { body: { on: state.on, recoveryCodesLeft: 10 } };
    return { body: { required: state.required } };
  });
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <section.Content workspaceId="wsp_1" role={role} />
      </QueryClientProvider>
    </MemoryRouter>,
  );
  const toggle = await screen.findByRole("switch");
  return { toggle, sent: () => asked.filter((each) => each.method === "PUT") };
}

test("an owner is told whom it shuts out before everybody is asked", async () => {
  const { toggle, sent } = await opened("owner", { required: false, on: true });
  fireEvent.click(toggle);
  expect(screen.getByRole("dialog").textContent).toContain("no second factor is shut out at once");
  expect(sent()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Ask everybody" }));
  await waitFor(() =>
    expect(sent()).toMatchObject([{ path: "/workspaces/wsp_1/two-factors", body: { required: true } }]),
  );
});

test("it is turned off at once", async () => {
  const { toggle, sent } = await opened("owner", { required: true, on: true });
  fireEvent.click(toggle);
  await waitFor(() => expect(sent()).toMatchObject([{ body: { required: false } }]));
});

test("an owner without a second factor is led to their account", async () => {
  const { toggle } = await opened("owner", { required: false, on: false });
  expect(toggle).toHaveProperty("disabled", true);
  expect(screen.getByRole("link", { name: "Open account settings" }).getAttribute("href")).toBe("/account");
});

test.each(["admin", "member"] as const)("a workspace's %s reads the rule and cannot change it", async (role) => {
  const { toggle } = await opened(role, { required: true, on: true });
  expect(toggle).toHaveProperty("disabled", true);
  expect(toggle.getAttribute("aria-checked")).toBe("true");
  expect(screen.getByText("Only owners of the workspace can change this.")).toBeTruthy();
});
