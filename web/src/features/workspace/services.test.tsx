import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Answered, type Asked, fakeServer } from "@/api/fakeServer";
import type { ServiceAccount } from "@/api/serviceAccounts";
import { startI18n } from "@/i18n";
import { TooltipProvider } from "@/ui/Tooltip";
import section from "./sections/services.section";

const importer: ServiceAccount = {
  id: "usr_1",
  name: "Importer",
  email: "usr_1@service.invalid",
  role: "member",
  disabled: false,
  createdTime: "2026-01-01T00:00:00Z",
};
const HOME = "/workspaces/wsp_1/service-accounts";

beforeAll(startI18n);
afterEach(() => void vi.unstubAllGlobals());

function opened(items: ServiceAccount[], refused?: Answered) {
  const answer = ({ method, path }: Asked): Answered => {
    if (method === "POST") return refused ?? { status: 201, body: importer };
    if (method === "GET") return { body: { items: path === HOME ? items : [] } };
    return { body: importer };
  };
  const asked = fakeServer(answer);
  const { Content } = section;
  const shown = { workspaceId: "wsp_1", role: "admin" } as const;
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <TooltipProvider>
          <Content {...shown} />
        </TooltipProvider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return { asked, sent: () => asked.filter((each) => each.method !== "GET") };
}

async function choose(name: string) {
  const trigger = await screen.findByRole("button", { name: "Actions for Importer" });
  fireEvent.keyDown(trigger, { key: "Enter" });
  fireEvent.click(await screen.findByRole("menuitem", { name }));
}

test("only admins and owners have the section", () => {
  expect(section.adminsOnly).toBe(true);
});

test("one is made with a name and a role", async () => {
  const { sent } = opened([]);
  expect(await screen.findByText("No service accounts yet")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Create service account" }));
  const dialog = within(screen.getByRole("dialog"));
  const make = () => fireEvent.click(dialog.getByRole("button", { name: "Create service account" }));
  make();
  expect(dialog.getByText("Give it a name.")).toBeTruthy();
  fireEvent.change(dialog.getByLabelText("Name"), { target: { value: " Importer " } });
  make();
  await waitFor(() => expect(sent()).toMatchObject([{ path: HOME, body: { name: "Importer", role: "member" } }]));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a refusal stays in the dialog", async () => {
  opened([], { status: 409, body: { code: "too_many_service_accounts", detail: "Delete some first." } });
  fireEvent.click(await screen.findByRole("button", { name: "Create service account" }));
  const dialog = within(screen.getByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "Importer" } });
  fireEvent.click(dialog.getByRole("button", { name: "Create service account" }));
  expect(await dialog.findByText("Delete some first.")).toBeTruthy();
});

test.each([
  [false, "Disable", true],
  [true, "Enable", false],
])("disabled %s: %s", async (disabled, action, wanted) => {
  const { sent } = opened([{ ...importer, disabled }]);
  await choose(action);
  await waitFor(() => expect(sent()).toMatchObject([{ method: "PATCH", body: { disabled: wanted } }]));
});

test("one is deleted only after a question that says what ends", async () => {
  const { sent } = opened([importer]);
  await choose("Delete");
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText(/tokens and rights end at once/)).toBeTruthy();
  expect(sent()).toEqual([]);
  fireEvent.click(dialog.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(sent()).toMatchObject([{ method: "DELETE", path: `${HOME}/usr_1` }]));
});

test("its tokens show on demand", async () => {
  const { asked } = opened([importer]);
  fireEvent.click(await screen.findByRole("button", { name: /^Importer/ }));
  expect(await screen.findByLabelText("Name of a new token")).toBeTruthy();
  expect(asked.map((each) => each.path)).toContain(`${HOME}/usr_1/tokens`);
});
