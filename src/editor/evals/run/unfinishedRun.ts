import type { EvalReport } from '../../../core/evals/report/evalReport.ts';
import { nothingCompared } from '../../../core/evals/run/compareAnswers.ts';
import type { EvalEvent } from '../../../core/evals/run/evalEvents.ts';
import type { EvalOutcome, RunResult } from '../../../core/evals/run/evalRun.ts';

/** What a run that is under way is handed. */
interface UnfinishedDeps {
  readonly startedAt: number;
  now(): number;
  /** Counts what there is so far. */
  count(outcome: EvalOutcome): EvalReport;
  /** Whether it succeeds shows at the end, when the whole is kept. */
  keep(report: EvalReport): Promise<unknown>;
}

/** Keeps what a run has measured by now after each case, so that a window that is closed meanwhile loses nothing. */
export class UnfinishedRun {
  readonly #deps: UnfinishedDeps;
  readonly #results: RunResult[] = [];
  #keeping: Promise<void> = Promise.resolve();
  #isWaiting = false;

  constructor(deps: UnfinishedDeps) {
    this.#deps = deps;
  }

  hear(event: EvalEvent): void {
    if (event.kind === 'run-ended') {
      this.#results.push(event.result);
    } else if (event.kind === 'case-ended' && !this.#isWaiting) {
      // One write at a time, and at most one that waits: it has whatever came by then.
      this.#isWaiting = true;
      this.#keeping = this.#keeping.then(() => this.#keepNow());
    }
  }

  /** Resolves when nothing is being written any more. */
  async settle(): Promise<void> {
    await this.#keeping;
  }

  async #keepNow(): Promise<void> {
    this.#isWaiting = false;
    const { startedAt, now, count, keep } = this.#deps;
    const early = { why: 'cancelled', failure: null } as const;
    await keep(count({ results: [...this.#results], ...nothingCompared, early, startedAt, endedAt: now() }));
  }
}
