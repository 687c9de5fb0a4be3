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

/** What a grader says of an expectation, before weights. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly evidence: string | null;
  readonly reason: string;
}

/**
 * What became of a run as a whole. One expectation that failed fails it; one that could not be judged leaves it open,
 * as long as none failed. Null when nothing of it could be judged.
 */
export function verdictOfRun(grades: readonly Grade[]): boolean | null {
  const scored = grades.filter(grade => grade.isScored).map(({ verdict }) => verdict);
  if (scored.includes('failed')) {
    return false;
  }
  return scored.includes('passed') && !scored.includes('not-judged') ? true : null;
}

/** The weighted share of what passed, of what was judged; null when nothing was. */
export function scoreOfRun(grades: readonly Grade[]): number | null {
  const weightOf = (wanted: Verdict) =>
    grades
      .filter(({ verdict, isScored }) => isScored && verdict === wanted)
      .reduce((total, { weight }) => total + weight, 0);
  const passed = weightOf('passed');
  const judged = passed + weightOf('failed');
  return judged === 0 ? null : passed / judged;
}
