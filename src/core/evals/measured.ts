import type { Interval } from './numbers/evalNumbers.ts';
import type { ExecutorKind } from './run/executor.ts';

/** What was measured once, as it is kept beside the link: figures only, no prompt and no answer. */
export interface Measurement {
  /** `sha256:…` of the suite; only figures of the same suite are comparable. */
  readonly suite: string;
  readonly executor: ExecutorKind;
  readonly model: string;
  readonly judge: string;
  /** Runs of a case. */
  readonly runs: number;
  readonly arms: readonly MeasuredArm[];
  /** Of the first arm against the second; null with one arm. */
  readonly verdict: 'better' | 'worse' | 'too-close' | null;
  /** It ended early, so that not all cases are in the figures. */
  readonly isPartial: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** One arm's figures. */
export interface MeasuredArm {
  /** The version's key; null for a working copy and for no skill. */
  readonly version: string | null;
  /** The content's digest, by which a working copy is known again once it is published; null for no skill. */
  readonly digest: string | null;
  /** Cases that passed in most of their runs. */
  readonly passed: number;
  readonly total: number;
  /** The mean pass rate over the cases, 0 to 1, and its interval. */
  readonly score: number;
  readonly interval: Interval;
}

/** How many are kept in a link; the oldest go. */
export const maxMeasurements = 20;
