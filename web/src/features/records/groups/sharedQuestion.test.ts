import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sharedQuestion } from "./sharedQuestion";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function asking(answer = async (wanted: readonly number[], _signal: AbortSignal) => wanted.map((each) => each * 10)) {
  const asked: number[][] = [];
  const load = sharedQuestion<number, number>({
    portions: (wanted) => [wanted.slice(0, 3), wanted.slice(3)].filter((part) => part.length > 0),
    ask: (wanted, signal) => {
      asked.push([...wanted]);
      return answer(wanted, signal);
    },
  });
  return { asked, load };
}

const never = new AbortController().signal;

test("questions of one moment go together, in portions, and each has its answer", async () => {
  const { asked, load } = asking();
  const all = Promise.all([1, 2, 3, 4, 2].map((each) => load(each, never)));
  await vi.runAllTimersAsync();
  expect(await all).toEqual([10, 20, 30, 40, 20]);
  expect(asked).toEqual([
    [1, 2, 3],
    [4, 2],
  ]);
  const later = load(5, never);
  await vi.runAllTimersAsync();
  expect(await later).toBe(50);
});

test("who has left before it goes off is not asked for", async () => {
  const { asked, load } = asking();
  const left = new AbortController();
  const gone = load(1, left.signal).catch(() => "gone");
  const kept = load(2, never);
  left.abort();
  await vi.runAllTimersAsync();
  expect(await gone).toBe("gone");
  expect(await kept).toBe(20);
  expect(asked).toEqual([[2]]);
});

test("a question under way is given up once all have left", async () => {
  let heard: AbortSignal | undefined;
  const { load } = asking((_wanted, signal) => {
    heard = signal;
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  });
  const [one, other] = [new AbortController(), new AbortController()];
  const both = Promise.allSettled([load(1, one.signal), load(2, other.signal)]);
  await vi.advanceTimersByTimeAsync(20);
  one.abort();
  expect(heard?.aborted).toBe(false);
  other.abort();
  expect(heard?.aborted).toBe(true);
  expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("a failure is everybody's", async () => {
  const { load } = asking(async () => {
    throw new Error("away");
  });
  const both = Promise.allSettled([load(1, never), load(2, never)]);
  await vi.runAllTimersAsync();
  expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
