import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { TooltipProvider } from "@/ui/Tooltip";
import { Breaks } from "./Breaks";
import { DeleteFieldDialog } from "./DeleteFieldDialog";

const formula = {
  kind: "formula",
  id: "fld_f",
  name: "Double",
  tableId: "tbl_1",
  tableName: "Lines",
  reason: "There is no field Amount.",
};
const view = {
  kind: "view",
  id: "viw_1",
  name: "Big",
  tableId: "tbl_2",
  tableName: "Orders",
  reason: "It loses a sort.",
};

beforeAll(startI18n);
afterEach(() => void vi.unstubAllGlobals());

test("what breaks is named with its kind and reason; of other tables with the table", () => {
  render(<Breaks breaks={[formula, view]} tableId="tbl_1" />);
  expect(screen.getByRole("heading").textContent).toBe("2 things will no longer work as they do");
  const [first, second] = screen.getAllByRole("listitem");
  expect(first?.textContent).toBe("DoubleFormulaThere is no field Amount.");
  expect(second?.textContent).toBe("Orders: BigViewIt loses a sort.");
});

test("nothing is said where nothing breaks", () => {
  const { container } = render(<Breaks breaks={[]} tableId="tbl_1" />);
  expect(container.textContent).toBe("");
});

function deleting() {
  const onRemove = vi.fn(async () => "cs_1");
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TooltipProvider>
        <DeleteFieldDialog
          field={field("fld_1", "number", {}, { name: "Amount" })}
          tableId="tbl_1"
          onRemove={onRemove}
          onClose={() => {}}
        />
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return onRemove;
}

test("deleting says the same before it happens", async () => {
  const asked = fakeServer(() => ({ body: { breaks: [formula] } }));
  const onRemove = deleting();
  expect((await screen.findByTestId("breaks")).textContent).toContain("1 thing will no longer work as it does");
  expect(asked[0]?.path).toBe("/fields/fld_1/dependants");
  fireEvent.click(screen.getByRole("button", { name: "Delete field" }));
  await waitFor(() => expect(onRemove).toHaveBeenCalledOnce());
});

test("a field can be deleted though nobody knows what depends on it", async () => {
  fakeServer(() => ({ status: 503, body: { detail: "The database is away." } }));
  const onRemove = deleting();
  expect((await screen.findByRole("alert")).textContent).toContain("The database is away.");
  fireEvent.click(screen.getByRole("button", { name: "Delete field" }));
  await waitFor(() => expect(onRemove).toHaveBeenCalledOnce());
});
