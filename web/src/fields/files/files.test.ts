import { describe, expect, test } from "vitest";
import {
  chosenFamilies,
  type FileValue,
  familyOf,
  filesOf,
  idsOf,
  joined,
  markOf,
  moved,
  namesOf,
  PATTERNS,
  shownAs,
  written,
} from "./files";

const file = (id: string, more: Partial<FileValue> = {}): FileValue => ({
  id,
  version: 1,
  name: `${id}.png`,
  type: "image/png",
  size: 10,
  url: `/api/v1/files/${id}`,
  thumbnails: null,
  ...more,
});

describe("a cell", () => {
  test.each([
    [null, []],
    ["", []],
    [
      [file("a"), file("b")],
      ["a", "b"],
    ],
    [
      [[file("a")], [file("b")]],
      ["a", "b"],
    ],
    [[{ url: "x" }, null, 3, "att_1"], []],
  ])("%j holds %j", (value, ids) => {
    expect(filesOf(value).map((each) => each.id)).toEqual(ids);
  });

  test("is told by names, and copied by ids", () => {
    const value = [file("a"), file("b", { name: "Report, final.pdf" })];
    expect(namesOf(value)).toBe("a.png, Report, final.pdf");
    expect(idsOf(value)).toBe("a, b");
    expect([namesOf(null), idsOf(null)]).toEqual(["", ""]);
  });

  test("without files is written as null", () => {
    expect(written([])).toBeNull();
    expect(written([file("a")])).toHaveLength(1);
  });
});

test.each([
  [0, 2, "bca"],
  [2, 0, "cab"],
  [1, 1, "abc"],
  [1, 9, "acb"],
  [1, -4, "bac"],
  [7, 0, "abc"],
])("moved from %i to %i: %s", (from, to, order) => {
  expect(moved(["a", "b", "c"], from, to).join("")).toBe(order);
});

test("what arrives stands last, a newer version where the older one stood", () => {
  const newer = file("a", { version: 2, name: "new.png" });
  expect(joined([file("a"), file("b")], [newer, file("c")])).toEqual([newer, file("b"), file("c")]);
  // Somebody removed the file while its newer version was under way.
  expect(joined([file("b")], [newer])).toEqual([file("b"), newer]);
});

test("families of settings are told from other types", () => {
  expect(chosenFamilies([...PATTERNS.image, ...PATTERNS.archive, ".dwg"])).toEqual({
    families: ["image", "archive"],
    others: [".dwg"],
  });
  // Half a family is none.
  expect(chosenFamilies(["application/zip"])).toEqual({ families: [], others: ["application/zip"] });
});

test.each([
  ["image/svg+xml", "image", null],
  ["image/png", "image", "image"],
  ["image/tiff", "image", null],
  ["application/pdf", "pdf", "pdf"],
  ["text/html", "code", null],
  ["text/csv", "spreadsheet", null],
  ["text/calendar", "text", null],
  ["video/mp4", "video", "video"],
  ["application/x-thing", "other", null],
] as const)("%s is of the family %s and shown as %s", (type, family, shown) => {
  expect(familyOf(type)).toBe(family);
  expect(shownAs(type)).toBe(shown);
});

test.each([
  ["Report.PDF", "application/pdf", "PDF"],
  ["archive.tar.gz", "application/gzip", "GZ"],
  [".env", "text/plain", "PLAI"],
  ["noextension", "application/octet-stream", "OCTE"],
  ["a.verylongending", "application/x-tar", "TAR"],
])("the mark of %s is %s", (name, type, mark) => {
  expect(markOf(name, type)).toBe(mark);
});
