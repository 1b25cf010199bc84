import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SaveQueue } from "./saveQueue";

interface Text {
  name: string;
  steps: string;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A queue whose requests are answered by hand. */
function make() {
  const sent: Partial<Text>[] = [];
  const answers: ((accepted: boolean) => void)[] = [];
  const pending: boolean[] = [];
  const queue = new SaveQueue<Text>({
    send: (change) => {
      sent.push(change);
      return new Promise((resolve) => answers.push(resolve));
    },
    onPending: (now) => pending.push(now),
  });
  const answer = async (accepted: boolean) => {
    answers.shift()?.(accepted);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { queue, sent, answer, pending: () => pending.at(-1) };
}

test("changes are saved together once typing pauses", async () => {
  const { queue, sent } = make();
  queue.add({ name: "a" });
  await vi.advanceTimersByTimeAsync(400);
  queue.add({ name: "ab", steps: "x" });
  await vi.advanceTimersByTimeAsync(499);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([{ name: "ab", steps: "x" }]);
});

test("work waits for the request that is under way, and for what was changed since", async () => {
  const { queue, sent, answer } = make();
  const work = vi.fn(async () => "published");
  queue.add({ name: "a" });
  await vi.advanceTimersByTimeAsync(500);
  const done = queue.afterSaving(work);
  queue.add({ name: "b" });
  await vi.advanceTimersByTimeAsync(0);
  expect(work).not.toHaveBeenCalled();
  await answer(true);
  expect(sent).toEqual([{ name: "a" }, { name: "b" }]);
  queue.add({ steps: "c" });
  await answer(true);
  expect(work).not.toHaveBeenCalled();
  await answer(true);
  expect(sent.at(-1)).toEqual({ steps: "c" });
  expect(await done).toEqual({ answer: "published" });
});

test("a flush does not answer for a request that is still under way", async () => {
  const { queue, answer } = make();
  queue.add({ name: "a" });
  await vi.advanceTimersByTimeAsync(500);
  let flushed: boolean | null = null;
  void queue.flush().then((accepted) => {
    flushed = accepted;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(flushed).toBeNull();
  await answer(true);
  expect(flushed).toBe(true);
});

test("nothing is worked on over what was refused, which is sent again with the next change", async () => {
  const { queue, sent, answer, pending } = make();
  const work = vi.fn(async () => "published");
  queue.add({ name: "a", steps: "wrong" });
  const done = queue.afterSaving(work);
  await vi.advanceTimersByTimeAsync(0);
  await answer(false);
  expect(await done).toBeNull();
  expect(work).not.toHaveBeenCalled();
  expect(pending()).toBe(false);
  queue.add({ steps: "right" });
  await vi.advanceTimersByTimeAsync(500);
  expect(sent.at(-1)).toEqual({ name: "a", steps: "right" });
});

test("two flushes are two requests in a row, never at once", async () => {
  const { queue, sent, answer } = make();
  queue.add({ name: "a" });
  void queue.flush();
  await vi.advanceTimersByTimeAsync(0);
  queue.add({ name: "b" });
  const second = queue.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual([{ name: "a" }]);
  await answer(true);
  expect(sent).toEqual([{ name: "a" }, { name: "b" }]);
  await answer(true);
  expect(await second).toBe(true);
});

test("nothing is called saved while a newer change waits", async () => {
  const { queue, answer, pending } = make();
  queue.add({ name: "a" });
  await vi.advanceTimersByTimeAsync(500);
  queue.add({ name: "b" });
  await answer(true);
  expect(pending()).toBe(true);
  await vi.advanceTimersByTimeAsync(500);
  expect(pending()).toBe(true);
  await answer(true);
  expect(pending()).toBe(false);
});

test("what is changed while work goes on is saved after it", async () => {
  const { queue, sent } = make();
  let finish = () => {};
  const done = queue.afterSaving(() => new Promise<void>((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  queue.add({ name: "later" });
  await vi.advanceTimersByTimeAsync(600);
  expect(sent).toEqual([]);
  finish();
  await done;
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual([{ name: "later" }]);
});

test("work that fails holds up nothing", async () => {
  const { queue, sent, pending } = make();
  await expect(queue.afterSaving(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  queue.add({ name: "a" });
  void queue.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual([{ name: "a" }]);
  expect(pending()).toBe(true);
});
