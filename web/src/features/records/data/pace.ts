/** How long a question took the last time, and when that was. */
export interface Pace {
  took: number;
  ended: number;
}

export const UNASKED: Pace = { took: 0, ended: 0 };

/** A question is on its way for at most one part in so many of the time, as long as nothing is changed here. */
const SHARE = 20;

/** How long after the answer the question is asked again: what takes long is asked less often. */
export const refreshEvery = (ms: number, { took }: Pace): number => Math.max(ms, took * SHARE);

/** What holds while it is under way: given up here, it goes on at the server about as long as the last time. */
export const begun = ({ took }: Pace, now = performance.now()): Pace => ({ took, ended: now + took });

/** What holds once it is answered. */
export const answered = (began: number, now = performance.now()): Pace => ({ took: now - began, ended: now });

/** Waits until the question has rested as long as it took; rejects when the signal says so. */
export function rest({ took, ended }: Pace, signal: AbortSignal, now = performance.now()): Promise<void> {
  const wait = ended === 0 ? 0 : ended + took - now;
  if (wait <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, wait);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
