let last: Promise<unknown> = Promise.resolve();

/** Saves of views, one after the other: each has the whole config, so the last one must arrive last. */
export function saveInOrder(save: () => Promise<void>): void {
  last = last.then(save);
}

/** When all that was changed so far is saved: what undo takes back must be there. */
export function viewsSaved(): Promise<unknown> {
  return last;
}
