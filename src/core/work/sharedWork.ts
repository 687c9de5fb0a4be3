interface Job<R> {
  readonly outcome: Promise<R>;
  readonly abort: AbortController;
  waiting: number;
}

/** Work that several may ask for at the same time and that is done once. */
export class SharedWork<R> {
  readonly #jobs = new Map<string, Job<R>>();
  readonly #cancelled: R;

  /** `cancelled` is what a caller gets whose signal aborts. */
  constructor(cancelled: R) {
    this.#cancelled = cancelled;
  }

  /**
   * Joins the work that is going on under this key, or begins it. A caller whose signal aborts gets `cancelled` at
   * once; the work itself is given up when nobody waits for it any more.
   */
  async run(key: string, work: (signal: AbortSignal) => Promise<R>, signal?: AbortSignal): Promise<R> {
    if (signal?.aborted) {
      return this.#cancelled;
    }
    const job = this.#jobs.get(key) ?? this.#begin(key, work);
    job.waiting++;
    const { promise: turnedAway, resolve: turnAway } = Promise.withResolvers<R>();
    const onAbort = () => turnAway(this.#cancelled);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([job.outcome, turnedAway]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      job.waiting--;
      if (job.waiting === 0) {
        // Whoever asks from now on must not join work that is being given up.
        if (this.#jobs.get(key) === job) {
          this.#jobs.delete(key);
        }
        job.abort.abort();
      }
    }
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<R>): Job<R> {
    const abort = new AbortController();
    const job: Job<R> = { outcome: work(abort.signal), abort, waiting: 0 };
    this.#jobs.set(key, job);
    return job;
  }
}
