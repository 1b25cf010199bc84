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
