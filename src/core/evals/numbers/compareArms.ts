import type { ArmDifference, CaseNumbers, Interval, SuiteNumbers } from './evalNumbers.ts';
import { type Cluster, differenceInterval, mean } from './intervals.ts';
import { SignFlipTest } from './signFlips.ts';

/** Differences of cases have to be at least so many before a test can tell anything: 2 of 2^6 patterns are below 5 %. */
export const minComparedCases = 6;

/** One case in two arms. */
interface ComparedCase {
  readonly first: Cluster;
  readonly second: Cluster;
}

/** What two arms were judged by, apart from a suite. */
export interface ComparedArms {
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly p: number | null;
  readonly verdict: ArmDifference['verdict'];
}

/** Holds the first arm of a suite against the second; cases that are not judged in both are left out. */
export function compareArms(
  first: SuiteNumbers | null,
  second: SuiteNumbers | null,
  preferred: ArmDifference['preferred'],
): ArmDifference | null {
  const suite = first?.suite ?? second?.suite;
  if (suite === undefined) {
    return null;
  }
  const others = new Map(second?.cases.map(each => [each.caseId, each]));
  const pairs = (first?.cases ?? []).flatMap(each => pairOf(each, others.get(each.caseId)));
  const runs = Math.max(0, ...pairs.flatMap(pair => [pair.first.total, pair.second.total]));
  return { suite, cases: pairs.length, runs, preferred, ...compareClusters(pairs) };
}

/** "Better" and "worse" are said where the test refuses that there is no difference; otherwise it is too close to tell. */
export function compareClusters(pairs: readonly ComparedCase[]): ComparedArms {
  if (pairs.length === 0) {
    return { difference: null, interval: null, p: null, verdict: 'not-compared' };
  }
  const differences = pairs.map(({ first, second }) => rateOf(first) - rateOf(second));
  const difference = mean(differences);
  const test = new SignFlipTest(differences);
  const estimated = differenceInterval(
    pairs.map(pair => pair.first),
    pairs.map(pair => pair.second),
  );
  const verdict = verdictOf(test, difference);
  const tested = pairs.length < minComparedCases ? null : test.interval();
  return { difference, interval: within(joined(estimated, tested), verdict), p: test.p, verdict };
}

/** The word for a difference: one of 20 tests that find none may say otherwise. */
export function verdictOf({ p }: SignFlipTest, difference: number): 'better' | 'worse' | 'too-close' {
  if (p > 0.05) {
    return 'too-close';
  }
  return difference > 0 ? 'better' : 'worse';
}

/** What both intervals hold. Where all differences are alike the test's own shrinks to a point that promises too much. */
function joined(estimated: Interval, tested: Interval | null): Interval {
  return {
    low: Math.min(estimated.low, tested?.low ?? estimated.low),
    high: Math.max(estimated.high, tested?.high ?? estimated.high),
  };
}

/** An interval that says what the word says: it holds 0 exactly where nothing can be told. */
function within({ low, high }: Interval, verdict: ArmDifference['verdict']): Interval {
  switch (verdict) {
    case 'better':
      return { low: Math.max(0, low), high };
    case 'worse':
      return { low, high: Math.min(0, high) };
    default:
      return { low: Math.min(0, low), high: Math.max(0, high) };
  }
}

function pairOf(first: CaseNumbers, second: CaseNumbers | undefined): readonly ComparedCase[] {
  return second && first.runs.total > 0 && second.runs.total > 0
    ? [{ first: first.runs, second: second.runs }]
    : [];
}

function rateOf({ passed, total }: Cluster): number {
  return passed / total;
}
