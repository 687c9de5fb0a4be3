/** Aborts its signal when no life was shown for `limit` milliseconds. */
export class StallWatch {
  readonly #limit: number;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limit: number) {
    this.#limit = limit;
    this.showLife();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  showLife(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort.abort(), this.#limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
