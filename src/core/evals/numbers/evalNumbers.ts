/** From 0 to 1, or -1 to 1 for a difference. 95 %. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share of something that was counted. */
export interface Rate {
  readonly passed: number;
  readonly total: number;
  /** `passed / total`; for a suite, the mean over its cases. Null when nothing was counted: that is not a 0. */
  readonly rate: number | null;
  readonly interval: Interval | null;
}

/** What it took, all runs together. */
export interface Expense {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly judgeTokens: number;
  readonly requests: number;
  /** The mean time of an answer in ms; null without one. */
  readonly meanMs: number | null;
  /** The mean tokens of an answer, input and output together; null without one. */
  readonly meanTokens: number | null;
}

/** One case in one arm. No words such as "better": single cases are too few runs for that. */
export interface CaseNumbers {
  readonly caseId: string;
  /** Runs that passed, of those that could be judged. */
  readonly runs: Rate;
  /** The mean weighted share of expectations that passed; null without a judged run. */
  readonly score: number | null;
  /** Passed in more than half of the judged runs; null when none was judged. */
  readonly isPassed: boolean | null;
  readonly failedRuns: number;
  readonly notJudgedRuns: number;
  readonly notRun: number;
  readonly expectations: readonly ExpectationNumbers[];
  readonly expense: Expense;
}

/** One expectation of a case, over the runs. */
export interface ExpectationNumbers {
  readonly expectation: string;
  readonly passed: number;
  readonly failed: number;
  readonly notJudged: number;
  readonly notApplicable: number;
}

/** One suite of cases in one arm. */
export interface SuiteNumbers {
  readonly kind: 'cases';
  readonly suite: string;
  readonly arm: number;
  readonly cases: readonly CaseNumbers[];
  /** Cases that passed in most of their runs, of those that were judged: "9 of 10". */
  readonly casesPassed: Rate;
  /** The mean of the cases' pass rates, with cases as clusters. */
  readonly runsPassed: Rate;
  readonly score: number | null;
  readonly expense: Expense;
}

/** One trigger set in one arm. */
export interface TriggerNumbers {
  readonly kind: 'triggers';
  readonly suite: string;
  readonly arm: number;
  readonly queries: readonly QueryNumbers[];
  /** Queries that went as expected. */
  readonly right: Rate;
  /** Of the queries that loaded the skill, how many should have. */
  readonly precision: Rate;
  /** Of the queries that should have loaded the skill, how many did. */
  readonly recall: Rate;
  /** Skills that were loaded where this one should have been, with the number of runs; most frequent first. */
  readonly instead: readonly { readonly skill: string; readonly runs: number }[];
  readonly expense: Expense;
}

export interface QueryNumbers {
  readonly caseId: string;
  readonly shouldTrigger: boolean;
  /** Runs that loaded the skill. */
  readonly triggered: Rate;
  /** At least half of the runs loaded it; null when none was answered. */
  readonly isTriggered: boolean | null;
  readonly isRight: boolean | null;
  readonly instead: readonly { readonly skill: string; readonly runs: number }[];
  readonly notRun: number;
  readonly failedRuns: number;
}

/** The first arm of a suite against its second. */
export interface ArmDifference {
  readonly suite: string;
  /** Cases that were judged in both arms. */
  readonly cases: number;
  /** The first arm's pass rate minus the second's; null where nothing can be compared. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  /** Of the permutation test, two-sided. */
  readonly p: number | null;
  readonly verdict: 'better' | 'worse' | 'too-close' | 'not-compared';
  /** The most runs that a case had: "too close to tell with 3 runs". */
  readonly runs: number;
  /** Answers that a judge preferred when the two were held against each other; null when that was not asked. */
  readonly preferred: { readonly first: number; readonly second: number; readonly neither: number } | null;
}
