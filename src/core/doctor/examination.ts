import type { Failure } from '../failure/failure.ts';
import { describeFailure } from '../failure/failureText.ts';
import type { Registry } from '../registry/contract.ts';
import type { Check, Difference } from './report/check.ts';
import type { Discretion } from './watch/discretion.ts';
import { odditiesOf } from './watch/oddities.ts';
import type { Recorded, Recorder } from './watch/recorder.ts';

/** What a check works with to say how it came out. */
export interface Findings {
  /** It is not as expected. A difference is harmful unless said. */
  differs(what: string, options?: { readonly isHarmless?: boolean }): void;
  /** A call failed that should not have. */
  failed(failure: Failure): void;
  /** It could not be tried after all. */
  notTried(why: string): void;
}

export interface ExaminationOptions {
  readonly registry: Registry;
  readonly recorder: Recorder;
  readonly discretion: Discretion;
  readonly signal: AbortSignal | undefined;
  /** Pauses; ends early when the signal aborts. Milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly onCheck: (title: string) => void;
}

/** Tries one thing after the other, and keeps how each came out. */
export class Examination {
  readonly registry: Registry;
  readonly discretion: Discretion;
  readonly signal: AbortSignal | undefined;
  readonly wait: (ms: number) => Promise<void>;
  readonly checks: Check[] = [];
  readonly #recorder: Recorder;
  readonly #onCheck: (title: string) => void;

  constructor({ registry, recorder, discretion, signal, wait, onCheck }: ExaminationOptions) {
    this.registry = registry;
    this.#recorder = recorder;
    this.discretion = discretion;
    this.signal = signal;
    this.wait = wait;
    this.#onCheck = onCheck;
  }

  /** Every exchange up to now. */
  get recorded(): readonly Recorded[] {
    return this.#recorder.all;
  }

  get isCancelled(): boolean {
    return this.signal?.aborted ?? false;
  }

  /**
   * Does the work and notes how it came out: what the work found, and everything in the answers that is not as the
   * vendor's documents have it. The work resolves to what was seen, in a few words. `looksBack` takes in exchanges that
   * were before it. Resolves to whether it held, or differed harmlessly.
   */
  async check(
    title: string,
    expected: string,
    work: (findings: Findings) => Promise<string>,
    options: { readonly evenIfCancelled?: boolean; readonly looksBack?: (seen: Recorded) => boolean } = {},
  ): Promise<boolean> {
    if (this.isCancelled && !options.evenIfCancelled) {
      this.skip(title, expected, 'cancelled');
      return false;
    }
    this.#onCheck(title);
    const differences: Difference[] = [];
    let reason: string | null = null;
    const start = this.#recorder.all.length;
    const seen = await work({
      differs: (what, { isHarmless = false } = {}) => differences.push({ what, isHarmless }),
      failed: failure => {
        if (failure.kind === 'cancelled' || failure.kind === 'rate-limited') {
          reason = this.#words(failure);
        } else {
          differences.push({ what: this.#words(failure), isHarmless: false });
        }
      },
      notTried: why => {
        reason = why;
      },
    });
    const earlier = this.#recorder.all.slice(0, start).filter(seen => options.looksBack?.(seen) ?? false);
    const exchanges = [...earlier, ...this.#recorder.all.slice(start)];
    const oddities = new Set(exchanges.flatMap(odditiesOf));
    // Where a call failed, what is odd about its answer is why.
    const isHarmless = differences.every(difference => difference.isHarmless);
    const all = [...differences, ...[...oddities].map(what => ({ what, isHarmless }))];
    if (reason !== null && all.length === 0) {
      this.skip(title, expected, reason);
      return false;
    }
    const verdict = all.length === 0 ? 'held' : 'differed';
    this.checks.push({ title, expected, verdict, seen, differences: all });
    return isHarmless;
  }

  skip(title: string, expected: string, why: string): void {
    this.checks.push({ title, expected, verdict: 'not-tried', seen: why, differences: [] });
  }

  /** What a registry says for itself is cleaned of names, too; ours are plain words, which may be names elsewhere. */
  #words(failure: Failure): string {
    const said =
      'reason' in failure && typeof failure.reason === 'string'
        ? { ...failure, reason: this.discretion.clean(failure.reason) }
        : failure;
    const plain =
      'title' in said && said.title !== null ? { ...said, title: this.discretion.clean(said.title) } : said;
    return this.discretion.cleanIds(describeFailure(plain as Failure).message);
  }
}
