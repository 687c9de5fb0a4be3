import { countWords } from '../../text/words.ts';
import type { SuiteNumbers, TriggerNumbers } from './evalNumbers.ts';

/**
 * What a suite came to in one arm: `9 of 10 cases passed`, `7 of 8 queries right, 2 without a result`. What was not run,
 * not answered or not judged is neither a pass nor a fail, and is told.
 */
export function countedWords(counted: SuiteNumbers | TriggerNumbers): string {
  const { passed, total } = rateOf(counted);
  const isOfCases = counted.kind === 'cases';
  const all = isOfCases ? countWords(total, 'case') : countWords(total, 'query', 'queries');
  const open = sizeOf(counted) - total;
  if (total === 0) {
    return `no ${isOfCases ? 'case' : 'query'} has a result`;
  }
  const rest = open === 0 ? '' : `, ${open} without a result`;
  return `${passed} of ${all} ${isOfCases ? 'passed' : 'right'}${rest}`;
}

/** How that is to be taken: `open` where nothing failed and not all is known. */
export function countedVerdict(counted: SuiteNumbers | TriggerNumbers): 'good' | 'bad' | 'open' {
  const { passed, total } = rateOf(counted);
  if (passed < total) {
    return 'bad';
  }
  return total < sizeOf(counted) ? 'open' : 'good';
}

function rateOf(counted: SuiteNumbers | TriggerNumbers) {
  return counted.kind === 'cases' ? counted.casesPassed : counted.right;
}

function sizeOf(counted: SuiteNumbers | TriggerNumbers): number {
  return (counted.kind === 'cases' ? counted.cases : counted.queries).length;
}
