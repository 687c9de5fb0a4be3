/** What became of one expectation in one run. */
export interface Grade {
  /** The expectation's id. */
  readonly expectation: string;
  readonly verdict: Verdict;
  /** What shows it: a quotation of the answer or trace, or what a free grader found; null where there is none. */
  readonly evidence: string | null;
  /** Why, in a sentence. */
  readonly reason: string;
  readonly weight: number;
  /** False for one that is told, but counts in no score: `with-only` where an arm is without the skill. */
  readonly isScored: boolean;
  readonly by: 'free' | 'judge';
  /** Each vote of the judge; empty for free graders. */
  readonly votes: readonly Verdict[];
}

/**
 * `not-judged`: the judge gave no usable answer; neither a pass nor a fail. `not-applicable`: cannot be asked of this
 * run, as with a command where nothing is executed, or a `with-only` expectation in an arm without the skill.
 */
export type Verdict = 'passed' | 'failed' | 'not-judged' | 'not-applicable';
