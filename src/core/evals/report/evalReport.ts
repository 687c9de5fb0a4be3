import type { ArmDifference, SuiteNumbers, TriggerNumbers } from '../numbers/evalNumbers.ts';
import type { Arm } from '../run/arm.ts';
import type { AnswerComparison, EarlyEnd, EvalOutcome, RunResult } from '../run/evalRun.ts';
import type { ExecutorKind } from '../run/executor.ts';
import type { Suite } from '../suite/suite.ts';

/**
 * A run of evals with all that its scores rest on: each leads by its `RunKey` to prompt (`suites`), answer and trace
 * (`results`) and criterion (`suites`). It lives in the window that ran it, and in files that a person writes; only
 * `Measurement` is kept beside the link. Has no key, no address and no path outside the skill.
 */
export interface EvalReport {
  readonly skillName: string;
  readonly executor: { readonly kind: ExecutorKind; readonly label: string; readonly model: string };
  readonly judgeModel: string;
  readonly arms: readonly Arm[];
  /** The other skills that trigger sets offered, by name; missing in reports of before there were any. */
  readonly beside?: readonly string[];
  /** `sha256:…` of the suites that ran. */
  readonly suiteDigest: string;
  /** No case was left out. */
  readonly isWhole: boolean;
  readonly suites: readonly Suite[];
  readonly runs: number;
  readonly votes: 1 | 3;
  readonly results: readonly RunResult[];
  readonly comparisons: readonly AnswerComparison[];
  /** What these took, which is in no run's cost; missing in reports of before it was counted. */
  readonly comparing?: EvalOutcome['comparing'];
  /** By suite and arm. An arm that was not run has no entry. */
  readonly numbers: readonly (SuiteNumbers | TriggerNumbers)[];
  readonly differences: readonly ArmDifference[];
  /** Null when everything ran; otherwise why not, and the failure in words. */
  readonly early: { readonly why: EarlyEnd; readonly sentence: string } | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly maxTokens: number | null;
}
