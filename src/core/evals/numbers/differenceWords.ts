import { countWords } from '../../text/words.ts';
import { minComparedCases } from './compareArms.ts';
import type { ArmDifference, Interval, Rate } from './evalNumbers.ts';

/** How the first arm does against the second: "better", "worse" or "too close to tell with 3 runs". */
export function differenceWords({ verdict, runs, cases }: ArmDifference): string {
  switch (verdict) {
    case 'better':
    case 'worse':
      return verdict;
    case 'too-close': {
      const few = cases < minComparedCases ? ` of ${countWords(cases, 'case')}` : '';
      return `too close to tell with ${countWords(runs, 'run')}${few}`;
    }
    case 'not-compared':
      return 'not compared';
  }
}

/** `answers preferred: v5 6, v4 2, neither 1`; null where no judge compared them. */
export function preferenceWords(
  { preferred }: Pick<ArmDifference, 'preferred'>,
  first: string,
  second: string,
): string | null {
  return preferred === null
    ? null
    : `answers preferred: ${first} ${preferred.first}, ${second} ${preferred.second}, neither ${preferred.neither}`;
}

/** What would help where it is too close to tell: a sentence, or null. */
export function differenceAdvice({ verdict, cases }: ArmDifference): string | null {
  if (verdict !== 'too-close') {
    return null;
  }
  return cases < minComparedCases
    ? `Fewer than ${minComparedCases} cases can never tell: chance alone makes as much of a difference. Add cases.`
    : 'More cases tell more than more runs of the same ones.';
}

/** `78 % (45 to 94 %)`; `not measured` where nothing was counted. */
export function rateWords({ rate, interval }: Pick<Rate, 'rate' | 'interval'>): string {
  return rate === null
    ? 'not measured'
    : `${percent(rate)} %${interval ? ` (${intervalWords(interval)})` : ''}`;
}

/** `+20 points (2 to 38)` for a difference of rates; `not compared` without one. */
export function pointsWords({
  difference,
  interval,
}: Pick<ArmDifference, 'difference' | 'interval'>): string {
  if (difference === null) {
    return 'not compared';
  }
  const bounds = interval ? ` (${signed(interval.low)} to ${signed(interval.high)})` : '';
  return `${signed(difference)} points${bounds}`;
}

function intervalWords({ low, high }: Interval): string {
  return `${percent(low)} to ${percent(high)} %`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

/** With a sign, and a real minus. */
function signed(share: number): string {
  const points = percent(share);
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0';
}
