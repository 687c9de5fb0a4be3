import type { Suite } from '../suite/suite.ts';
import type { OfferedArm } from './arm.ts';

/** What is to be run: every case of the suites, in every arm, so many times. */
export interface EvalPlan {
  readonly skillName: string;
  /** With the cases that were not selected left out. */
  readonly suites: readonly Suite[];
  /** No case was left out. Only what a whole suite says is kept beside the link. */
  readonly isWhole: boolean;
  /** One, or two that are compared: the first one is what is tried, the second what it is held against. */
  readonly arms: readonly [OfferedArm] | readonly [OfferedArm, OfferedArm];
  /** Where a case does not say itself. */
  readonly runs: number;
  /** How often a judge is asked about a sentence: once, or three times with the majority's answer. */
  readonly votes: 1 | 3;
  /** Answers of the two arms are also held against each other, in both orders. */
  readonly comparesAnswers: boolean;
  /** Tokens of answers and judgements together, at which the run ends as partial; null for none. */
  readonly maxTokens: number | null;
}

/** Three runs: one is flaky, and more cost more than they tell. */
export const defaultRuns = 3;

/** What both `claude plugin eval` and we take for one case at most. */
export const maxRuns = 50;

/** Turns and time of a run, in ms, where a case does not say; as with `claude plugin eval`. */
export const defaultMaxTurns = 10;
export const defaultTimeoutMs = 300_000;

/** Which skill is loaded shows in the first turns. */
export const triggerMaxTurns = 4;

/** Requests on the way at the same time. */
export const evalConcurrency = 4;

/** What a plan is about to cost, told before the first request. */
export interface CostEstimate {
  /** Requests, of which `judgeRequests` judge; each is one at least, as a model may take several turns. */
  readonly requests: number;
  readonly judgeRequests: number;
  /** Input and output together; always shown with "≈". */
  readonly tokens: number;
  /** The plan's ceiling is below the estimate, so that it will end as partial. */
  readonly isOverCeiling: boolean;
}
