import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeAll, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import type { BaseDetail, FieldTypeName, Table } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { TooltipProvider } from "@/ui/Tooltip";
import { fieldType } from "../registry";
import { FieldTableContext } from "../tableContext";

const link = field("fld_link", "link", { tableId: "tbl_2" }, { name: "Orders" });
const price = field("fld_price", "number", {}, { name: "Price" });
const back = field("fld_back", "link", { tableId: "tbl_1" }, { name: "Customer" });
const tables = [
  { id: "tbl_1", baseId: "bas_1", name: "Customers", fields: [link], views: [] },
  { id: "tbl_2", baseId: "bas_1", name: "Orders", fields: [price, back], views: [] },
] as unknown as Table[];

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
});

function configuring(type: FieldTypeName, start: Record<string, unknown> = fieldType(type).defaultConfig()) {
  const onChange = vi.fn();
  const client = new QueryClient();
  client.setQueryData(keys.base("bas_1"), { id: "bas_1", tables } as unknown as BaseDetail);
  const { Config } = fieldType(type);
  function Form() {
    const [config, setConfig] = useState(start);
    if (!Config) return null;
    const change = (next: Record<string, unknown>) => {
      onChange(next);
      setConfig(next);
    };
    return <Config config={config} onChange={change} />;
  }
  render(
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <FieldTableContext value={{ id: "tbl_1", baseId: "bas_1", fields: tables[0]?.fields ?? [] }}>
          <Form />
        </FieldTableContext>
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return onChange;
}

/** In a list of fields that can be searched. */
async function pick(label: RegExp, choice: string) {
  fireEvent.click(screen.getByRole("button", { name: label }));
  fireEvent.click(await screen.findByRole("option", { name: choice }));
}

async function choose(label: string, choice: string) {
  fireEvent.keyDown(screen.getByRole("combobox", { name: label }), { key: "Enter" });
  fireEvent.keyDown(await screen.findByRole("option", { name: choice }), { key: "Enter" });
}

test("a rollup takes a link, a field of the linked table, and what is made of it", async () => {
  const onChange = configuring("rollup");
  await pick(/^Link/, "Orders");
  await pick(/^Field of the linked table/, "Price");
  expect(onChange.mock.lastCall?.[0]).toMatchObject({
    linkField: "fld_link",
    field: "fld_price",
    aggregate: "countall",
  });
  await choose("What is made of its values", "Sum");
  expect(onChange.mock.lastCall?.[0]).toMatchObject({ aggregate: "sum", filter: null });
});

test("a link cannot be looked up", async () => {
  configuring("lookup", { linkField: "fld_link", field: "" });
  fireEvent.click(screen.getByRole("button", { name: /^Field of the linked table/ }));
  expect((await screen.findAllByRole("option")).map((each) => each.textContent)).toEqual(["Price"]);
});

test("a new link names its table; of one that is made only the cardinality changes", async () => {
  const onChange = configuring("link");
  await choose("Linked table", "Orders");
  await choose("How many records", "One here, many there");
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "Buyer" } });
  expect(onChange.mock.lastCall?.[0]).toEqual({ tableId: "tbl_2", cardinality: "manyToOne", symmetricName: "Buyer" });
});

test("a link that is made keeps its table", () => {
  configuring("link", { tableId: "tbl_2", cardinality: "manyToMany", symmetricFieldId: "fld_back" });
  expect(screen.getByRole("combobox", { name: "Linked table" })).toHaveProperty("disabled", true);
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("only some linked records count, in an order, up to a number", async () => {
  const onChange = configuring("lookup", { linkField: "fld_link", field: "fld_price" });
  fireEvent.click(screen.getByRole("button", { name: "Only some linked records" }));
  fireEvent.click(screen.getByRole("button", { name: "Add condition" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Value" }), { target: { value: "5" } });
  fireEvent.blur(screen.getByRole("textbox", { name: "Value" }));
  expect(onChange.mock.lastCall?.[0].filter).toEqual({
    conjunction: "and",
    filters: [{ field: "fld_price", operator: "equals", value: 5 }],
  });
  fireEvent.click(screen.getByRole("button", { name: "Order and number of values" }));
  fireEvent.click(screen.getByRole("button", { name: "Add sort" }));
  fireEvent.change(screen.getByRole("spinbutton"), { target: { value: "0" } });
  expect(onChange.mock.lastCall?.[0]).toMatchObject({
    sorts: [{ field: "fld_price", direction: "asc" }],
    limit: 1,
  });
});

test("another link takes what was said of the first one's records away", async () => {
  const onChange = configuring("lookup", { linkField: "fld_gone", field: "fld_price", sorts: [], filter: {} });
  await pick(/^Link/, "Orders");
  expect(onChange.mock.lastCall?.[0]).toEqual({ linkField: "fld_link", field: "", sorts: [], filter: null });
});

test("the records that a link offers can be limited by conditions", () => {
  const onChange = configuring("link", { tableId: "tbl_2", cardinality: "manyToMany" });
  fireEvent.click(screen.getByRole("button", { name: "Only records that fit" }));
  fireEvent.click(screen.getByRole("button", { name: "Add condition" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Value" }), { target: { value: "5" } });
  fireEvent.blur(screen.getByRole("textbox", { name: "Value" }));
  expect(onChange.mock.lastCall?.[0].choices).toMatchObject({ viewId: null, filter: { conjunction: "and" } });
  fireEvent.click(screen.getByRole("button", { name: "Remove condition" }));
  expect(onChange.mock.lastCall?.[0].choices).toBeNull();
});
