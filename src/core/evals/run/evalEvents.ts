import type { Failure } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';
import type { TokenUsage } from './answer.ts';
import type { RunKey, RunResult } from './evalRun.ts';
import type { Executor, ExecutorProgress, JudgeModel } from './executor.ts';

/** What a run of evals is handed. */
export interface EvalDeps {
  readonly executor: Executor;
  /** Often the executor itself. */
  readonly judge: JudgeModel;
  /** An input file or a recorded answer, by its path in the skill's folder. */
  readonly readFile: (path: string) => Promise<Result<Uint8Array, Failure>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many ms, or at once when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborting it ends the run within a second, with what was measured so far. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: EvalEvent) => void;
}

/** What is told while evals run. Events of one run come in order; those of several are mixed. */
export type EvalEvent =
  | { readonly kind: 'started'; readonly runs: number }
  /** The first run of a case in an arm begins. */
  | { readonly kind: 'case-started'; readonly suite: string; readonly caseId: string; readonly arm: number }
  | { readonly kind: 'run-started'; readonly key: RunKey }
  | { readonly kind: 'progress'; readonly key: RunKey; readonly progress: ExecutorProgress }
  | { readonly kind: 'judging'; readonly key: RunKey }
  /** The vendor asked to wait, or an answer was lost; the run goes on after so many ms. */
  | { readonly kind: 'repeating'; readonly key: RunKey; readonly failure: Failure; readonly afterMs: number }
  | { readonly kind: 'run-ended'; readonly result: RunResult }
  /** All runs of a case in an arm have ended, or will not begin. */
  | {
      readonly kind: 'case-ended';
      readonly suite: string;
      readonly caseId: string;
      readonly arm: number;
      readonly results: readonly RunResult[];
    }
  /** All that was spent by now. */
  | { readonly kind: 'spent'; readonly usage: TokenUsage; readonly requests: number };
