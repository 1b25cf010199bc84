import { expect, test } from "vitest";
import { pageOf, pagesFor } from "./pageWindow";

test.each([
  ["the top of a long table", 0, 30, 1_000_000, [0]],
  ["near a page border both pages are loaded", 140, 170, 1_000_000, [0, 1]],
  ["the middle of a million rows needs only its own page", 500_000, 500_030, 1_000_000, [3333]],
  ["the last rows stop at the end", 999_980, 1_000_020, 1_000_000, [6666]],
  ["a table shorter than a page", 0, 40, 12, [0]],
  ["an empty table", 0, 40, 0, []],
  ["a window past the end after a delete", 400, 430, 100, []],
])("%s", (_name, first, last, rows, expected) => {
  const pages = pagesFor(first, last, rows, 30, 150);
  expect(pages).toEqual(expected);
});

test("every visible row belongs to a loaded page", () => {
  for (let first = 0; first < 2000; first += 37) {
    const pages = pagesFor(first, first + 45, 2000);
    for (let row = first; row <= Math.min(first + 45, 1999); row++) expect(pages).toContain(pageOf(row).page);
  }
});

test("a row's page and place in it", () => {
  expect(pageOf(0, 150)).toEqual({ page: 0, index: 0 });
  expect(pageOf(150, 150)).toEqual({ page: 1, index: 0 });
  expect(pageOf(449, 150)).toEqual({ page: 2, index: 149 });
});
