import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { createToken, deleteToken, listTokens } from "@/api/account";
import { type Answered, type Asked, fakeServer } from "@/api/fakeServer";
import { keys } from "@/api/keys";
import { startI18n } from "@/i18n";
import { TooltipProvider } from "@/ui/Tooltip";
import { Tokens } from "./Tokens";

const old = {
  id: "tok_1",
  name: "Nightly sync",
  prefix: "dop_abcdef",
  scopes: ["data:read"],
  bases: ["bas_1", "bas_gone"],
  createdTime: "2026-01-01T00:00:00Z",
  expiresTime: null,
  lastUsedTime: null,
};
const bases: Record<string, { id: string; name: string }[]> = {
  "/workspaces/wsp_1/bases": [{ id: "bas_1", name: "Sales" }],
  "/workspaces/wsp_2/bases": [{ id: "bas_2", name: "People" }],
};

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => void vi.unstubAllGlobals());

function answered({ method, path }: Asked): Answered {
  if (method === "POST") return { status: 201, body: { ...old, id: "tok_2", token: "dop_secret" } };
  return { body: { items: bases[path] ?? (path === "/tokens" ? [old] : []) } };
}

async function opened(answer = answered) {
  const asked = fakeServer(answer);
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <TooltipProvider>
          <Tokens
            queryKey={keys.tokens}
            list={listTokens}
            create={createToken}
            remove={deleteToken}
            workspaces={[
              { id: "wsp_1", name: "Acme" },
              { id: "wsp_2", name: "Other" },
            ]}
          />
        </TooltipProvider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  fireEvent.change(await screen.findByLabelText("Name of a new token"), { target: { value: " Import " } });
  return { sent: () => asked.filter((each) => each.method !== "GET") };
}

const create = () => fireEvent.click(screen.getByRole("button", { name: "Create token" }));

test("a token is limited to the bases that are chosen, and shown once", async () => {
  const { sent } = await opened();
  fireEvent.click(screen.getByLabelText("Bases"));
  fireEvent.click(await screen.findByRole("option", { name: /People/ }));
  fireEvent.click(await screen.findByRole("option", { name: /Sales/ }));
  fireEvent.click(screen.getByRole("option", { name: /Sales/ }));
  create();
  await screen.findByText("dop_secret");
  expect(sent()).toMatchObject([
    { path: "/tokens", body: { name: "Import", bases: ["bas_2"], scopes: ["data:read"] } },
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByText("dop_secret")).toBeNull());
});

test("a token opens all bases where none is chosen", async () => {
  const { sent } = await opened();
  create();
  await waitFor(() => expect(sent()).toMatchObject([{ body: { bases: null } }]));
});

test("what a token is limited to is said, also where a base is not open any more", async () => {
  await opened();
  expect(await screen.findByText(/only in Sales, a base that is not listed/)).toBeTruthy();
});

test("a refusal keeps what was typed and says why", async () => {
  await opened((asked) =>
    asked.method === "POST"
      ? { status: 409, body: { code: "too_many_tokens", detail: "Delete some." } }
      : answered(asked),
  );
  create();
  expect(await screen.findByText("Delete some.")).toBeTruthy();
  expect(screen.getByLabelText("Name of a new token")).toHaveProperty("value", " Import ");
});

test("a token is deleted only after a question", async () => {
  const { sent } = await opened();
  fireEvent.click(screen.getByRole("button", { name: "Delete token Nightly sync?" }));
  expect(sent()).toEqual([]);
  fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(sent()).toMatchObject([{ method: "DELETE", path: "/tokens/tok_1" }]));
});
