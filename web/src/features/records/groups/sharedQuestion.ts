/** A question that waits for others like it. */
interface Waiting<Wanted, Answer> {
  wanted: Wanted;
  signal: AbortSignal;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
}

/** Questions that come within this time go together. */
const TOGETHER_MS = 10;

interface Sharing<Wanted, Answer> {
  /** What is wanted in its order, in parts that one question can hold. */
  portions: (wanted: readonly Wanted[]) => Wanted[][];
  /** Answers in the order of what is wanted. */
  ask: (wanted: readonly Wanted[], signal: AbortSignal) => Promise<readonly Answer[]>;
}

/**
 * Gathers questions that come at the same moment, and asks them as few. Who is not interested any more is left out, and
 * a question is given up when nobody waits for it.
 */
export function sharedQuestion<Wanted, Answer>({ portions, ask }: Sharing<Wanted, Answer>) {
  let waiting: Waiting<Wanted, Answer>[] = [];

  async function send(part: readonly Waiting<Wanted, Answer>[]) {
    const stop = new AbortController();
    const left = () => {
      if (part.every(({ signal }) => signal.aborted)) stop.abort();
    };
    for (const { signal } of part) signal.addEventListener("abort", left);
    try {
      const answers = await ask(
        part.map(({ wanted }) => wanted),
        stop.signal,
      );
      for (const [at, { resolve, reject }] of part.entries()) {
        const answer = answers[at];
        if (answer === undefined) reject(new Error("A question was left without an answer."));
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of part) reject(error);
    } finally {
      for (const { signal } of part) signal.removeEventListener("abort", left);
    }
  }

  function flush() {
    const live = waiting.filter(({ signal }) => !signal.aborted);
    waiting = [];
    let at = 0;
    for (const { length } of portions(live.map(({ wanted }) => wanted))) {
      void send(live.slice(at, at + length));
      at += length;
    }
  }

  return (wanted: Wanted, signal: AbortSignal): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush, TOGETHER_MS);
      waiting.push({ wanted, signal, resolve, reject });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
}
