import type { Failure } from '../../failure/failure.ts';
import type { Grade } from '../grade/grade.ts';
import type { ModelAnswer, TokenUsage } from './answer.ts';

/** Which run of which case in which arm. */
export interface RunKey {
  /** The suite's path. */
  readonly suite: string;
  /** The case's or query's id. */
  readonly caseId: string;
  /** Index into the plan's arms. */
  readonly arm: number;
  /** From 1. */
  readonly run: number;
}

/** How one run ended. */
export interface RunResult {
  readonly key: RunKey;
  readonly outcome: RunOutcome;
  /** All that it cost: answers that were lost, and judgements, included. */
  readonly usage: TokenUsage;
  readonly requests: number;
  readonly judgeUsage: TokenUsage;
  readonly judgeRequests: number;
}

export type RunOutcome =
  | { readonly kind: 'answered'; readonly answer: ModelAnswer; readonly grades: readonly Grade[] }
  /** A trigger query: the skills that were loaded, in order. */
  | { readonly kind: 'triggered'; readonly answer: ModelAnswer; readonly loaded: readonly string[] }
  /** No answer, after all repeats. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Another version ran than was asked for; what it answered counts for nothing. */
  | { readonly kind: 'wrong-version'; readonly asked: string; readonly ran: string }
  | { readonly kind: 'not-run'; readonly why: EarlyEnd };

/** Why a run of evals ended before everything was run. */
export type EarlyEnd = 'cancelled' | 'ceiling' | 'gave-up';

/** All that came of a plan. */
export interface EvalOutcome {
  /** In the plan's order: suite, case, arm, run. */
  readonly results: readonly RunResult[];
  /** Answers of the two arms that were held against each other; empty when that was not asked for. */
  readonly comparisons: readonly AnswerComparison[];
  /** What these took; it belongs to no run. */
  readonly comparing: { readonly usage: TokenUsage; readonly requests: number };
  /** Null when everything was run. `gave-up`: a failure that every other run would meet, as a wrong key. */
  readonly early: { readonly why: EarlyEnd; readonly failure: Failure | null } | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What a judge said of the answers of both arms to the same prompt. */
export interface AnswerComparison {
  readonly suite: string;
  readonly caseId: string;
  readonly run: number;
  /** Null when it could not be judged. */
  readonly preferred: 'first' | 'second' | 'neither' | null;
  /** A quotation of one of the answers. */
  readonly evidence: string | null;
  readonly reason: string;
}
