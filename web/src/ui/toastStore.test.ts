import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toast, useToasts } from "./toastStore";

const texts = () => useToasts.getState().toasts.map((each) => each.text);

beforeEach(() => {
  vi.useFakeTimers();
  useToasts.setState({ toasts: [] });
});
afterEach(() => vi.useRealTimers());

test("news goes by itself, a failure waits to be dismissed", () => {
  toast("copied");
  toast("failed", { tone: "bad" });
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(["failed"]);
});

test("leaving a page takes its messages along, but not those that hold anywhere", () => {
  toast("of this page", { tone: "bad" });
  toast("anywhere", { page: null });
  useToasts.getState().leave("/elsewhere");
  expect(texts()).toEqual(["anywhere"]);
});

test("the same failure twice is one message", () => {
  toast("failed", { tone: "bad", detail: "why" });
  toast("failed", { tone: "bad", detail: "why" });
  expect(texts()).toEqual(["failed"]);
});

test("when there are too many, news makes room before failures do", () => {
  for (const text of ["1", "2"]) toast(text, { tone: "bad" });
  toast("news");
  toast("3", { tone: "bad" });
  expect(texts()).toEqual(["1", "2", "3"]);
  toast("4", { tone: "bad" });
  expect(texts()).toEqual(["2", "3", "4"]);
});

test("a message of a topic takes the place of the one before it, and of no other", () => {
  toast("deleted", { topic: "undo" });
  toast("copied");
  toast("undone", { topic: "undo" });
  toast("redone", { topic: "undo" });
  expect(texts()).toEqual(["copied", "redone"]);
});
