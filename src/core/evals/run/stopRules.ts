import type { Failure } from '../../failure/failure.ts';
import type { EvalPlan } from './evalPlan.ts';
import type { EarlyEnd, RunKey, RunOutcome } from './evalRun.ts';
import type { RunMeter } from './tokenUsage.ts';

/** So many first answers of an arm that are refused alike, with none in between that came, are enough to know. */
const maxAlike = 5;

/** Failures of the vendor's side; those of a case, such as a missing file, say nothing about the others. */
const vendorKinds: ReadonlySet<Failure['kind']> = new Set([
  'refused',
  'not-found',
  'unreachable',
  'timed-out',
  'unavailable',
  'not-understood',
]);

/** Failures that every other request would meet, too. */
const fatalKinds: ReadonlySet<Failure['kind']> = new Set([
  'no-key',
  'unauthorised',
  'forbidden',
  'insecure-address',
  'foreign-origin',
  'untrusted-workspace',
  // Waited for already, or longer than anybody waits.
  'rate-limited',
]);

/** What came of an arm so far. */
interface ArmState {
  hasAnswered: boolean;
  readonly refusals: Failure[];
}

/** Decides whether another run may begin: not after a cancel, over the ceiling, or where it is known to be futile. */
export class StopRules {
  readonly #maxTokens: number | null;
  readonly #signal: AbortSignal;
  readonly #arms: readonly ArmState[];
  readonly #running = new Map<RunKey, RunMeter>();
  /** Tokens of runs that have ended, and how many those were. */
  #spent = 0;
  #ended = 0;
  #waiting: (() => void)[] = [];
  #early: EarlyEnd | null = null;
  #failure: Failure | null = null;

  /** Tokens that a run is expected to cost until one has ended. */
  readonly #estimate: number;

  constructor(plan: EvalPlan, estimate: number, signal: AbortSignal) {
    this.#estimate = estimate;
    this.#maxTokens = plan.maxTokens;
    this.#signal = signal;
    this.#arms = plan.arms.map(() => ({ hasAnswered: false, refusals: [] }));
  }

  /** Why nothing more is begun; null while something may be. */
  get early(): EarlyEnd | null {
    return this.#signal.aborted ? 'cancelled' : this.#early;
  }

  /** The failure for which it was given up. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Waits until it is clear whether a run may begin; null when it may, and then it has. */
  async begin(key: RunKey, meter: RunMeter): Promise<EarlyEnd | null> {
    while (this.early === null && this.#running.size > 0 && this.#wouldExceed()) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    if (this.early !== null) {
      return this.early;
    }
    if (this.isFutile(key.arm)) {
      return 'gave-up';
    }
    if (this.#maxTokens !== null && this.#spent >= this.#maxTokens) {
      this.#early = 'ceiling';
      return 'ceiling';
    }
    this.#running.set(key, meter);
    return null;
  }

  ended(key: RunKey, outcome: RunOutcome): void {
    this.#spent += this.#running.get(key)?.tokens ?? 0;
    this.#ended++;
    this.#running.delete(key);
    this.#learn(this.#arms[key.arm], outcome);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) {
      resume();
    }
  }

  /** Whether an arm's first answers were all refused alike. */
  isFutile(arm: number): boolean {
    const state = this.#arms[arm];
    if (!state || state.hasAnswered || state.refusals.length < maxAlike) {
      return false;
    }
    const [first, ...others] = state.refusals;
    const isAlike = others.every(other => alike(other) === alike(first as Failure));
    if (isAlike) {
      this.#failure ??= first ?? null;
    }
    return isAlike;
  }

  /** Whether the ceiling is reached by what was spent so far, so that nothing more is asked, not even a judge. */
  isOver(): boolean {
    const running = [...this.#running.values()].reduce((total, { tokens }) => total + tokens, 0);
    const isOver = this.#maxTokens !== null && this.#spent + running >= this.#maxTokens;
    if (isOver) {
      this.#early ??= 'ceiling';
    }
    return isOver;
  }

  /** Tokens of judgements that belong to no run. */
  add(tokens: number): void {
    this.#spent += tokens;
    if (this.#maxTokens !== null && this.#spent >= this.#maxTokens) {
      this.#early ??= 'ceiling';
    }
  }

  #learn(state: ArmState | undefined, outcome: RunOutcome): void {
    if (outcome.kind !== 'failed' && outcome.kind !== 'not-run' && state) {
      state.hasAnswered = true;
    }
    if (outcome.kind !== 'failed') {
      return;
    }
    if (fatalKinds.has(outcome.failure.kind)) {
      this.#early ??= 'gave-up';
      this.#failure ??= outcome.failure;
    }
    if (vendorKinds.has(outcome.failure.kind)) {
      state?.refusals.push(outcome.failure);
    }
  }

  /** What is under way will cost about what others did; one more is too much when that alone reaches the ceiling. */
  #wouldExceed(): boolean {
    if (this.#maxTokens === null) {
      return false;
    }
    const expected = this.#ended === 0 ? this.#estimate : this.#spent / this.#ended;
    let total = this.#spent;
    for (const meter of this.#running.values()) {
      total += Math.max(meter.tokens, expected);
    }
    return total >= this.#maxTokens;
  }
}

/** What makes two failures the same to a person: their kind, and the server's words. */
function alike(failure: Failure): string {
  return `${failure.kind} ${'reason' in failure ? failure.reason : ''}`;
}
