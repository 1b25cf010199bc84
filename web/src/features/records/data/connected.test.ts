import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { keys } from "@/api/keys";
import { field } from "@/test-fields";
import { connectedTables, refreshConnected } from "./connected";

test("a change of records makes those at the other ends of its links stale, and no others", () => {
  const client = new QueryClient();
  const fields = [
    field("a", "link", { tableId: "tbl_2" }),
    field("b", "link", { tableId: "tbl_2" }),
    field("c", "text"),
  ];
  client.setQueryData(keys.base("bas_1"), { tables: [{ id: "tbl_1", fields }] });
  for (const id of ["tbl_1", "tbl_2", "tbl_3"]) client.setQueryData(keys.recordPage(id, "q", 0), { items: [] });
  expect(connectedTables(client, "tbl_1")).toEqual(["tbl_2"]);
  refreshConnected(client, "tbl_1");
  const stale = (id: string) => client.getQueryState(keys.recordPage(id, "q", 0))?.isInvalidated;
  expect(["tbl_1", "tbl_2", "tbl_3"].map(stale)).toEqual([false, true, false]);
});

test("values made across links are stale however far they are, and links beyond them are not", () => {
  const client = new QueryClient();
  const link = (to: string) => field(`to_${to}`, "link", { tableId: to });
  const table = (id: string, ...fields: ReturnType<typeof field>[]) => ({ id, fields });
  client.setQueryData(keys.base("bas_1"), {
    tables: [
      table("lines", link("orders")),
      table("orders", link("lines"), link("customers"), field("sum", "rollup")),
      table("customers", link("orders"), link("regions"), link("notes"), field("all", "rollup")),
      table("regions", link("customers"), field("of", "lookup")),
      table("notes", link("customers"), link("pens")),
      table("pens", link("notes"), field("n", "count")),
      table("self", link("self")),
    ],
  });
  expect(connectedTables(client, "lines").sort()).toEqual(["customers", "orders", "regions"]);
  expect(connectedTables(client, "notes").sort()).toEqual(["customers", "orders", "pens", "regions"]);
  expect(connectedTables(client, "self")).toEqual(["self"]);
  expect(connectedTables(client, "orders").sort()).toEqual(["customers", "lines", "orders", "regions"]);
});

test("a formula that names a link is made across it", () => {
  const connected = (expression: string) => {
    const client = new QueryClient();
    const firm = field("f", "link", { tableId: "firms" }, { name: "Firm" });
    const quotes = field("quotes", "link", { tableId: "quotes" });
    client.setQueryData(keys.base("bas_1"), {
      tables: [
        { id: "firms", fields: [field("deals", "link", { tableId: "deals" })] },
        { id: "deals", fields: [firm, quotes, field("told", "formula", { expression })] },
        { id: "quotes", fields: [field("deal", "link", { tableId: "deals" }), field("of", "lookup")] },
      ],
    });
    return connectedTables(client, "firms").sort();
  };
  expect(connected('{Firm} & "!"')).toEqual(["deals", "quotes"]);
  expect(connected("{Name}")).toEqual(["deals"]);
});
