import { expect, test } from "vitest";
import { VIEW_AS, viewHeader } from "./viewAs";

const maria = { id: "usr_1", name: "Maria", email: "maria@example.com" };

test.each([
  ["GET", "/api/v1/workspaces/wsp_1/bases", true],
  ["GET", "/api/v1/bases/bas_1", true],
  ["GET", "/api/v1/tables/tbl_1/records", true],
  ["POST", "/api/v1/tables/tbl_1/query", true],
  ["GET", "/api/v1/records/rec_1/history", true],
  ["GET", "/api/v1/me", false],
  ["GET", "/api/v1/workspaces", false],
  ["GET", "/api/v1/workspaces/wsp_1/members", false],
  // Changes are refused wherever they go, and would be one's own without the header.
  ["PATCH", "/api/v1/records/rec_1", true],
  ["POST", "/api/v1/undo", true],
  ["DELETE", "/api/v1/workspaces/wsp_1/members/usr_2", true],
  ["POST", "/api/v1/auth/logout", false],
])("%s %s", (method, path, carries) => {
  expect(viewHeader(method, path, maria)).toEqual(carries ? { [VIEW_AS]: "usr_1" } : {});
  expect(viewHeader(method, path, null)).toEqual({});
});
