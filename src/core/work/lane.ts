/** Lets at most so many pieces of work run at once; the others wait in line, urgent ones at its front. */
export class Lane {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #whenIdle: (() => void)[] = [];
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async run<T>(work: () => Promise<T>, options: { readonly isUrgent?: boolean } = {}): Promise<T> {
    if (this.#running >= this.#limit) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (options.isUrgent) {
        this.#waiting.unshift(resolve);
      } else {
        this.#waiting.push(resolve);
      }
      await promise;
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      // Whoever waited longest takes over the place; it stays counted.
      const next = this.#waiting.shift();
      if (next) {
        next();
      } else {
        this.#leave();
      }
    }
  }

  /** Resolves once nothing runs or waits. */
  async idle(): Promise<void> {
    if (this.#running === 0) {
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#whenIdle.push(resolve);
    await promise;
  }

  #leave(): void {
    this.#running--;
    if (this.#running > 0) {
      return;
    }
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) {
      resolve();
    }
  }
}
