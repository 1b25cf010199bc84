import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeAll, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import type { BaseDetail, FieldTypeName, Table } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
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
      <FieldTableContext value={{ id: "tbl_1", baseId: "bas_1", fields: tables[0]?.fields ?? [] }}>
        <Form />
      </FieldTableContext>
    </QueryClientProvider>,
  );
  return onChange;
}

async function choose(label: string, choice: string) {
  fireEvent.keyDown(screen.getByRole("combobox", { name: label }), { key: "Enter" });
  fireEvent.keyDown(await screen.findByRole("option", { name: choice }), { key: "Enter" });
}

test("a rollup takes a link, a field of the linked table, and what is made of it", async () => {
  const onChange = configuring("rollup");
  await choose("Link", "Orders");
  await choose("Field of the linked table", "Price");
  expect(onChange.mock.lastCall?.[0]).toEqual({ linkField: "fld_link", field: "fld_price", aggregate: "countall" });
  await choose("What is made of its values", "Sum");
  expect(onChange.mock.lastCall?.[0]).toMatchObject({ aggregate: "sum" });
});

test("a link cannot be looked up", async () => {
  configuring("lookup", { linkField: "fld_link", field: "" });
  fireEvent.keyDown(screen.getByRole("combobox", { name: "Field of the linked table" }), { key: "Enter" });
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
