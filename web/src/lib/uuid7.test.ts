import { expect, test } from "vitest";
import { uuid7 } from "./uuid7";

test("says its version, its variant and its time", () => {
  expect(uuid7(0x017f22e279b0, new Uint8Array(10).fill(0xff))).toBe("017f22e2-79b0-7fff-bfff-ffffffffffff");
  expect(uuid7(1, new Uint8Array(10))).toBe("00000000-0001-7000-8000-000000000000");
});

test("no two are alike", () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuid7())).size).toBe(1000);
});
