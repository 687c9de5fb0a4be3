import { compareArms } from './compareArms.ts';
import type { ArmDifference, CaseNumbers, SuiteNumbers, TriggerNumbers } from './evalNumbers.ts';
import { clusteredRate, countedRate, mean, sum } from './intervals.ts';

/** The cases of all suites in one arm, as if they were one suite; null when none was run there. */
export function wholeNumbers(
  numbers: readonly (SuiteNumbers | TriggerNumbers)[],
  arm: number,
): SuiteNumbers | null {
  const own = numbers.filter((each): each is SuiteNumbers => each.kind === 'cases' && each.arm === arm);
  const [first] = own;
  if (!first || own.length === 1) {
    return first ?? null;
  }
  const cases = own.flatMap(({ suite, cases: each }) => each.map(one => inSuite(one, suite)));
  const judged = cases.filter(({ runs }) => runs.total > 0);
  const scores = judged.map(({ score }) => score).filter(score => score !== null);
  const total = (read: (each: SuiteNumbers) => number) => sum(own.map(read));
  const means = (read: (each: CaseNumbers) => number | null) =>
    meanOf(cases.map(read).filter(value => value !== null));
  return {
    kind: 'cases',
    suite: 'all',
    arm,
    cases,
    casesPassed: countedRate(judged.filter(({ isPassed }) => isPassed).length, judged.length),
    runsPassed: clusteredRate(judged.map(({ runs }) => runs)),
    score: meanOf(scores),
    expense: {
      inputTokens: total(({ expense }) => expense.inputTokens),
      outputTokens: total(({ expense }) => expense.outputTokens),
      judgeTokens: total(({ expense }) => expense.judgeTokens),
      requests: total(({ expense }) => expense.requests),
      meanMs: means(({ expense }) => expense.meanMs),
      meanTokens: means(({ expense }) => expense.meanTokens),
    },
  };
}

/** The first arm against the second over the cases of all suites; null where one of them was not run. */
export function wholeDifference(
  numbers: readonly (SuiteNumbers | TriggerNumbers)[],
  differences: readonly ArmDifference[],
): ArmDifference | null {
  const [only, ...others] = differences;
  return only && others.length === 0
    ? only
    : compareArms(wholeNumbers(numbers, 0), wholeNumbers(numbers, 1), null);
}

/** Ids are unique in a suite only. */
function inSuite(numbers: CaseNumbers, suite: string): CaseNumbers {
  return { ...numbers, caseId: `${suite} ${numbers.caseId}` };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
