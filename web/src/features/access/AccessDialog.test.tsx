import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Answered, type Asked, fakeServer } from "@/api/fakeServer";
import type { BaseDetail, Table } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { TooltipProvider } from "@/ui/Tooltip";
import AccessDialog from "./AccessDialog";

const maria = { id: "usr_1", name: "Maria", email: "maria@example.com" };
const name = field("fld_name", "text", {}, { name: "Name", primary: true });
const amount = field("fld_amount", "number", {}, { name: "Amount" });
const owner = field("fld_owner", "user", {}, { name: "Owner" });
const views = [{ id: "viw_1", tableId: "tbl_1", name: "All deals" }];
const table = { id: "tbl_1", baseId: "bas_1", name: "Deals", fields: [name, amount, owner], recordCount: 3, views };
const base = { id: "bas_1", workspaceId: "wsp_1", name: "Sales", role: "creator", tables: [] };

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => void vi.unstubAllGlobals());

function answered({ method, path, body }: Asked): Answered {
  if (method === "PUT") return { body };
  if (path.endsWith("/grants")) return { body: { grants: [] } };
  if (path.endsWith("/rules")) return { body: { rules: [] } };
  if (path === "/bases/bas_1/members") return { body: { items: [], defaultRole: "editor" } };
  if (path === "/bases/bas_1/people") return { body: { items: [maria] } };
  return { body: { items: [], workspaces: [] } };
}

function opened(answer = answered, fieldId?: string) {
  const asked = fakeServer(answer);
  const onClose = vi.fn();
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <TooltipProvider>
          <AccessDialog
            base={base as unknown as BaseDetail}
            table={table as unknown as Table}
            fieldId={fieldId}
            onClose={onClose}
          />
        </TooltipProvider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return { onClose, sent: () => asked.filter((each) => each.method === "PUT") };
}

const tab = (label: string) => fireEvent.mouseDown(screen.getByRole("tab", { name: label }));
const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));

test("a person gets a level, and nothing is sent before it is saved", async () => {
  const { sent } = opened();
  expect(await screen.findByText("Every other member of the workspace can edit here.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
  fireEvent.click(screen.getByRole("button", { name: "Add a person, team or role" }));
  fireEvent.click(await screen.findByRole("option", { name: /Maria/ }));
  expect(screen.getByText("Sees records, changes nothing")).toBeTruthy();
  expect(sent()).toEqual([]);
  save();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: "/tables/tbl_1/grants",
    body: { grants: [{ subject: { type: "user", id: "usr_1" }, level: "read" }] },
  });
  await waitFor(() => expect(screen.queryByText("Not saved yet")).toBeNull());
});

test("a view is closed to everyone, and sent as the grants of that view alone", async () => {
  const { sent } = opened();
  tab("Views");
  fireEvent.click(await screen.findByRole("button", { name: "Add somebody to All deals" }));
  fireEvent.click(await screen.findByRole("option", { name: "Everyone" }));
  const entry = screen.getByRole("listitem", { name: "All deals" });
  expect(within(entry).getByText("Opens it as it is")).toBeTruthy();
  expect(sent()).toEqual([]);
  save();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: "/views/viw_1/grants",
    body: { grants: [{ subject: { type: "everyone" }, level: "read" }] },
  });
});

test("who would shut themselves out is told why, and stays in by one click", async () => {
  const lost = { code: "own_access_lost", detail: "Add a grant of level admin for yourself.", errors: [] };
  const { sent } = opened((asked) => {
    if (asked.path === "/me") return { body: { ...maria, workspaces: [] } };
    return asked.method === "PUT" ? { status: 409, body: lost } : answered(asked);
  });
  fireEvent.click(await screen.findByRole("button", { name: "Add a person, team or role" }));
  fireEvent.click(await screen.findByRole("option", { name: "Everyone" }));
  save();
  expect(await screen.findByText("Add a grant of level admin for yourself.")).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: "Add me with the level Manage" }));
  expect(screen.queryByText("Add a grant of level admin for yourself.")).toBeNull();
  save();
  await waitFor(() => expect(sent()).toHaveLength(2));
  expect(sent()[1]?.body).toEqual({
    grants: [
      { subject: { type: "everyone" }, level: "read" },
      { subject: { type: "user", id: "usr_1" }, level: "admin" },
    ],
  });
});

test("a column's menu opens at its field, and hides it", async () => {
  const { sent } = opened(answered, "fld_amount");
  const row = await screen.findByRole("listitem", { name: "Amount" });
  expect(screen.queryByRole("listitem", { name: "Name" })).toBeNull();
  fireEvent.click(await within(row).findByRole("button", { name: "Add somebody to Amount" }));
  fireEvent.click(await screen.findByRole("option", { name: /Editors/ }));
  save();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: "/fields/fld_amount/grants",
    body: { grants: [{ subject: { type: "role", role: "editor" }, level: "hidden" }] },
  });
});

test("own rows are filled in by the template, said in words, and what is refused stands at the rule", async () => {
  const fault = { path: "rules[0].filter.filters[0].field", code: "x", message: "There is no field Owner." };
  const { sent, onClose } = opened((asked) =>
    asked.method === "PUT" ? { status: 422, body: { code: "x", errors: [fault] } } : answered(asked),
  );
  tab("Rows");
  fireEvent.click(await screen.findByRole("button", { name: "Only own rows" }));
  fireEvent.click(screen.getByRole("button", { name: "Fill in" }));
  const rule = screen.getByTestId("rule");
  expect(rule.textContent).toContain("Everyone: may read and change records where Owner is the person themselves.");
  expect(sent()).toEqual([]);
  save();
  expect(await within(rule).findByText("There is no field Owner.")).toBeTruthy();
  expect(sent()[0]?.body).toEqual({
    rules: [
      {
        subject: { type: "everyone" },
        access: "write",
        filter: {
          conjunction: "and",
          filters: [{ field: "fld_owner", operator: "equals", value: { currentUser: true } }],
        },
      },
    ],
  });
  fireEvent.click(screen.getAllByRole("button", { name: "Close" })[0] as HTMLElement);
  expect(onClose).not.toHaveBeenCalled();
  fireEvent.click(within(screen.getByRole("dialog", { name: "Leave without saving?" })).getByText("Discard"));
  expect(onClose).toHaveBeenCalledOnce();
});

test("a rule without a condition cannot be saved", async () => {
  opened();
  tab("Rows");
  fireEvent.click(await screen.findByRole("button", { name: "Add rule" }));
  expect(screen.getByText("This rule needs a condition with its value, or all records.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
  const rule = screen.getByTestId("rule");
  fireEvent.click(within(rule).getByRole("button", { name: "Add condition" }));
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
  fireEvent.change(within(rule).getByRole("textbox", { name: "Value" }), { target: { value: "a" } });
  fireEvent.blur(within(rule).getByRole("textbox", { name: "Value" }));
  expect(rule.textContent).toContain("Everyone: may read and change records where Name contains “a”.");
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", false);
  // A second condition without its value would give more than is meant.
  fireEvent.click(within(rule).getByRole("button", { name: "Add condition" }));
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
});
