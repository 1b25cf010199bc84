let queue: Promise<unknown> = Promise.resolve();

/** One write at a time, in the order of the edits, so that each one carries the version the last one produced. */
export function inOrder<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
}
