import { expect, test } from "vitest";
import { fileLayout } from "./paintFiles";

test.each([
  [180, 32, 0, { size: 22, shown: 0 }],
  [180, 32, 6, { size: 22, shown: 6 }],
  [180, 32, 7, { size: 22, shown: 5 }],
  [180, 96, 3, { size: 64, shown: 2 }],
  [60, 96, 3, { size: 64, shown: 1 }],
])("%i × %i px, %i files", (width, height, count, layout) => {
  expect(fileLayout(width, height, count)).toEqual(layout);
});
