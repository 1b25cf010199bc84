import { expect, test } from "vitest";
import type { Field, Table } from "@/api/types";
import { field } from "@/test-fields";
import { dependants } from "./dependants";

const link = field("fld_link", "link", { tableId: "tbl_2", symmetricFieldId: "fld_back" }, { name: "Customer" });
const back = field("fld_back", "link", { tableId: "tbl_1", symmetricFieldId: "fld_link" }, { name: "Orders" });
const price = field("fld_price", "number", {}, { name: "Price" });
const city = field("fld_city", "text", {}, { name: "City" });
const cityOf = field("fld_look", "lookup", { linkField: "fld_link", field: "fld_city" }, { name: "City of it" });
const double = field("fld_double", "formula", { expression: "{Price} * 2" }, { name: "Double" });
const spent = field("fld_sum", "rollup", { linkField: "fld_back", field: "fld_price" }, { name: "Spent" });
const other = field("fld_other", "formula", { expression: "{Price} + 1" }, { name: "Elsewhere" });
const table = (id: string, name: string, fields: Field[]) => ({ id, name, fields, views: [] }) as unknown as Table;
const orders = table("tbl_1", "Orders", [price, link, cityOf, double]);
const customers = table("tbl_2", "Customers", [city, back, spent, other]);
const of = (gone: Field, at: Table) => dependants(gone, at, [orders, customers]);

test("a link takes its other side along, and breaks what either side is used by", () => {
  expect(of(link, orders).partner).toMatchObject({ field: { name: "Orders" }, table: { name: "Customers" } });
  expect(of(link, orders).users).toEqual(["City of it", "Customers: Spent"]);
});

test("formulas name fields of their own table; what looks at another table names it", () => {
  expect(of(price, orders)).toEqual({ partner: null, users: ["Double", "Customers: Spent"] });
  expect(of(city, customers)).toEqual({ partner: null, users: ["Orders: City of it"] });
});

test("a link of a table to itself without another side, and a field that nothing uses, take nothing along", () => {
  const self = field("fld_self", "link", { tableId: "tbl_1", symmetricFieldId: "fld_self" });
  const alone = table("tbl_1", "Orders", [self, double]);
  expect(dependants(self, alone, [alone])).toEqual({ partner: null, users: [] });
  expect(of(double, orders)).toEqual({ partner: null, users: [] });
});
