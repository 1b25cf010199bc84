import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { FieldTableContext } from "../tableContext";
import { FilterValue } from "./FilterValue";

const link = field("fld_link", "link", { tableId: "tbl_2" }, { name: "Orders" });
const title = field("fld_title", "number", { precision: 1 }, { primary: true });

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => void vi.unstubAllGlobals());

test("records are chosen among those of the linked table, and chosen ones are named", async () => {
  const asked: URLSearchParams[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const query = new URL(request.url).searchParams;
    asked.push(query);
    const all = [
      { id: "rec_1", fields: { fld_title: 1 } },
      { id: "rec_2", fields: { fld_title: 2 } },
    ];
    const items = query.get("ids") ? all.filter((each) => query.get("ids")?.includes(each.id)) : all;
    return new Response(JSON.stringify({ items }), { headers: { "Content-Type": "application/json" } });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(keys.base("bas_1"), { id: "bas_1", tables: [{ id: "tbl_2", fields: [title] }] });
  const onChange = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <FieldTableContext value={{ id: "tbl_1", baseId: "bas_1", fields: [link] }}>
        <FilterValue field={link} operator="hasAny" value={["rec_1"]} onChange={onChange} />
      </FieldTableContext>
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Value 1.0" }));
  fireEvent.click(await screen.findByRole("option", { name: "2.0" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(["rec_1", "rec_2"]);
  expect(asked.map((query) => query.get("ids"))).toEqual(["rec_1", null]);
});
