import type { Failure } from '../../failure/failure.ts';
import { cancelled } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';

/** How often an answer that was lost is asked for again, and how long is waited before each, in ms. */
const lostWaits = [1_000, 4_000];

/** How often a request that was turned away for its rate is sent again. */
const maxRateRepeats = 6;

/** Waits after a 429 that says nothing, in ms, the next one twice as long. */
const firstRateWait = 2_000;

/** Nobody waits longer for a rate limit; then it is a failure. */
const maxRateWait = 120_000;

/** Failures after which nobody knows whether there was an answer; asking again hurts nobody. */
const lostKinds: ReadonlySet<Failure['kind']> = new Set([
  'unreachable',
  'timed-out',
  'unavailable',
  'not-understood',
]);

/** What a pacer is handed; as in `EvalDeps`. */
export interface PacerDeps {
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Sends requests, holds all of them back while the vendor asks to, and repeats those that were lost. */
export class Pacer {
  readonly #deps: PacerDeps;
  #heldUntil = 0;

  constructor(deps: PacerDeps) {
    this.#deps = deps;
  }

  /**
   * Sends once the way is free, and again where that helps. Ends with `cancelled` as soon as the signal is aborted,
   * whatever the request does, and sends nothing afterwards. `onRepeat` is told before each wait.
   */
  async send<T>(
    request: () => Promise<Result<T, Failure>>,
    onRepeat: (failure: Failure, afterMs: number) => void,
  ): Promise<Result<T, Failure>> {
    let lost = 0;
    let limited = 0;
    for (;;) {
      await this.#untilFree();
      if (this.#deps.signal.aborted) {
        return cancelled;
      }
      const result = await this.#unlessCancelled(request());
      if (result.ok) {
        return result;
      }
      const { failure } = result;
      const afterMs =
        failure.kind === 'rate-limited'
          ? rateWait(failure.retryAfterMs, limited++)
          : lostKinds.has(failure.kind)
            ? (lostWaits[lost++] ?? null)
            : null;
      if (afterMs === null) {
        return result;
      }
      onRepeat(failure, afterMs);
      if (failure.kind === 'rate-limited') {
        this.#heldUntil = Math.max(this.#heldUntil, this.#deps.now() + afterMs);
      } else {
        await this.#deps.wait(afterMs, this.#deps.signal);
      }
    }
  }

  async #untilFree(): Promise<void> {
    for (;;) {
      const left = this.#heldUntil - this.#deps.now();
      if (left <= 0 || this.#deps.signal.aborted) {
        return;
      }
      await this.#deps.wait(left, this.#deps.signal);
    }
  }

  async #unlessCancelled<T>(request: Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const { signal } = this.#deps;
    let stop = () => {};
    const stopped = new Promise<Result<T, Failure>>(resolve => {
      stop = () => resolve(cancelled);
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([request, stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

function rateWait(retryAfterMs: number | undefined, repeats: number): number | null {
  const wait = retryAfterMs ?? firstRateWait * 2 ** repeats;
  return repeats >= maxRateRepeats || wait > maxRateWait ? null : wait;
}
