const PAUSE_MS = 500;

interface Saving<C> {
  /** Whether it was accepted. */
  send: (change: C) => Promise<boolean>;
  /** Whether there is something that is neither accepted nor refused yet. */
  onPending: (pending: boolean) => void;
}

/**
 * Saves the changes of one thing in the order they were made: when no further one came for a while, and never two
 * requests at once. What was refused is sent again with the next change.
 */
export class SaveQueue<C extends object> {
  readonly #saving: Saving<Partial<C>>;
  #waiting: Partial<C> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turns = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(saving: Saving<Partial<C>>) {
    this.#saving = saving;
  }

  add(change: Partial<C>): void {
    this.#waiting = { ...this.#waiting, ...change };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
    this.#tell();
  }

  /** Saves what waits, after what is under way. Whether it was accepted. */
  flush(): Promise<boolean> {
    this.#stopTimer();
    return this.#inTurn(() => this.#send());
  }

  /** Does `work` with everything accepted, and saves nothing meanwhile. Null when something was refused. */
  afterSaving<T>(work: () => Promise<T>): Promise<{ answer: T } | null> {
    return this.#inTurn(async () => {
      do {
        if (!(await this.#send())) return null;
      } while (this.#isWaiting());
      return { answer: await work() };
    });
  }

  async #send(): Promise<boolean> {
    this.#stopTimer();
    if (!this.#isWaiting()) return true;
    const change = this.#waiting;
    this.#waiting = {};
    let accepted = false;
    try {
      accepted = await this.#saving.send(change);
    } finally {
      if (!accepted) this.#waiting = { ...change, ...this.#waiting };
    }
    return accepted;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#turns++;
    const turn = this.#last.then(work).finally(() => {
      this.#turns--;
      this.#tell();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #isWaiting(): boolean {
    return Object.keys(this.#waiting).length > 0;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tell(): void {
    this.#saving.onPending(this.#turns > 0 || this.#timer !== undefined);
  }
}
