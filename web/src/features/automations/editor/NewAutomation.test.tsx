import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import type { BaseDetail, Table } from "@/api/types";
import { startI18n } from "@/i18n";
import { NewAutomation } from "./NewAutomation";

const table = { id: "tbl_1", name: "Tasks", fields: [], views: [] } as unknown as Table;
const base = { id: "bas_1", tables: [table], role: "creator" } as unknown as BaseDetail;
const made = { id: "aut_1", tableId: "tbl_1", name: "Greet" };

afterEach(() => void vi.unstubAllGlobals());

/** Answers everything at once but publishing, which waits for `publish`. */
function server() {
  const created: Request[] = [];
  let publish = () => {};
  const answer = (body: object, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.url.endsWith("/publish")) {
      await new Promise<void>((resolve) => (publish = resolve));
      return answer(made);
    }
    if (request.method !== "POST") return answer({ id: "usr_1", email: "a@example.org", name: "A" });
    created.push(request);
    return answer(made, 201);
  });
  return { created, publish: () => publish() };
}

test("while it is published the screen takes no second press and no text, and one automation is made", async () => {
  await startI18n();
  const { created, publish } = server();
  const router = createMemoryRouter(
    [
      { path: "/automations/new", element: <NewAutomation base={base} table={table} path="/automations" /> },
      { path: "/automations/:id", element: <p>opened</p> },
    ],
    { initialEntries: ["/automations/new"] },
  );
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  const button = screen.getByTestId("automation-publish");
  fireEvent.click(button);
  await waitFor(() => expect(created).toHaveLength(1));
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  for (const id of ["automation-publish", "automation-save", "automation-name"])
    expect(screen.getByTestId(id)).toHaveProperty("disabled", true);
  expect(document.querySelector("fieldset")).toHaveProperty("disabled", true);
  fireEvent.click(button);
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  expect(created).toHaveLength(1);
  expect(created[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  act(publish);
  await screen.findByText("opened");
  expect(created).toHaveLength(1);
});
