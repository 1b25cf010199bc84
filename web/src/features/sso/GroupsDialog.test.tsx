import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import type { Provider } from "@/api/sso";
import { startI18n } from "@/i18n";
import { TooltipProvider } from "@/ui/Tooltip";
import { GroupsDialog } from "./GroupsDialog";
import type { Mapping } from "./groups";

beforeAll(startI18n);
afterEach(() => void vi.unstubAllGlobals());

function opened(groups: Mapping[], teams: object[], onSave = vi.fn(async (_groups: Mapping[]) => {})) {
  fakeServer(() => ({ body: { items: teams } }));
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <TooltipProvider>
          <GroupsDialog
            workspaceId="wsp_1"
            provider={{ id: "idp_1", name: "Acme ID", groups } as unknown as Provider}
            onSave={onSave}
            onClose={() => {}}
          />
        </TooltipProvider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return onSave;
}

const sellers = { id: "tem_1", name: "Sellers", members: 2 };
const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));

test("without teams the dialog leads to where they are made", async () => {
  opened([], []);
  const link = await screen.findByRole("link", { name: "Create a team" });
  expect(link.getAttribute("href")).toBe("/w/wsp_1/settings/teams");
});

test("a half-done row is not saved", async () => {
  const onSave = opened([], [sellers]);
  fireEvent.change(await screen.findByLabelText("Name of the group"), { target: { value: "sales" } });
  save();
  expect(screen.getByRole("alert").textContent).toBe("Each row needs the name of a group and a team.");
  expect(onSave).not.toHaveBeenCalled();
});

test("a row is renamed and another taken away; a team that is not listed stays", async () => {
  const onSave = opened(
    [
      { group: "sales", teamId: "tem_1" },
      { group: "ops", teamId: "tem_1" },
      { group: "old", teamId: "tem_gone" },
    ],
    [sellers],
  );
  const [first] = await screen.findAllByLabelText("Name of the group");
  fireEvent.change(first as HTMLElement, { target: { value: "sales-eu" } });
  fireEvent.click(screen.getByRole("button", { name: "Take ops away" }));
  save();
  await waitFor(() =>
    expect(onSave).toHaveBeenCalledWith([
      { group: "sales-eu", teamId: "tem_1" },
      { group: "old", teamId: "tem_gone" },
    ]),
  );
});

test("a refusal is said and the rows stay", async () => {
  opened(
    [{ group: "sales", teamId: "tem_1" }],
    [sellers],
    vi.fn(async () => Promise.reject(new Error("not now"))),
  );
  await screen.findByLabelText("Name of the group");
  save();
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("not now"));
  expect(screen.getByLabelText("Name of the group")).toHaveProperty("value", "sales");
});
