import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { refreshEvery, rest, UNASKED } from "./pace";
import { isStep } from "./useSight";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

test("what takes long is asked less often", () => {
  expect(refreshEvery(10_000, UNASKED)).toBe(10_000);
  expect(refreshEvery(10_000, { took: 100, ended: 5 })).toBe(10_000);
  expect(refreshEvery(10_000, { took: 2_000, ended: 5 })).toBe(40_000);
});

test("a question rests as long as it took, from its end on", async () => {
  await rest(UNASKED, never);
  const heard: string[] = [];
  void rest({ took: 500, ended: 1000 }, never, 1200).then(() => heard.push("asked"));
  await vi.advanceTimersByTimeAsync(299);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual(["asked"]);
  await rest({ took: 500, ended: 1000 }, never, 1500);
});

test("who does not wait any more is let go", async () => {
  const stop = new AbortController();
  const waiting = rest({ took: 500, ended: 1000 }, stop.signal, 1000).catch(() => "left");
  stop.abort();
  expect(await waiting).toBe("left");
});

test("scrolling goes step by step, dragging in jumps", () => {
  const here = { first: 1000, last: 1040 };
  expect(isStep(here, { first: 1003, last: 1043 })).toBe(true);
  expect(isStep(here, { first: 960, last: 1000 })).toBe(true);
  expect(isStep(here, { first: 1200, last: 1240 })).toBe(false);
  expect(isStep(here, { first: 0, last: 40 })).toBe(false);
});
