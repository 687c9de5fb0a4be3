/** Aborts its signal when no life was shown for `limit` milliseconds. */
export class StallWatch {
  readonly #limit: number;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(limit: number) {
    this.#limit = limit;
    this.showLife();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Does nothing after `stop`: a body that nobody waits for any more may still be read. */
  showLife(): void {
    if (this.#isStopped) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort.abort(), this.#limit);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }
}
