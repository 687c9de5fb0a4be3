import type { Grade } from '../../core/evals/grade/grade.ts';
import {
  differenceAdvice,
  differenceWords,
  pointsWords,
  preferenceWords,
} from '../../core/evals/numbers/differenceWords.ts';
import { wholeDifference } from '../../core/evals/numbers/wholeNumbers.ts';
import type { EvalReport } from '../../core/evals/report/evalReport.ts';
import { stopWords } from '../../core/evals/report/stopWords.ts';
import { armLabel } from '../../core/evals/run/arm.ts';
import type { RunOutcome } from '../../core/evals/run/evalRun.ts';
import { plainText } from '../../core/text/plainText.ts';
import { countWords, sentenceStart } from '../../core/text/words.ts';
import type { EvalFailureWords } from './evalFailures.ts';

/** How a run of evals is told to whoever started it. `could-not-run`: no answer came at all. */
export type EvalEnd = 'passed' | 'not-passed' | 'partial' | 'could-not-run';

/** What the exit code goes by: cases and queries of the first arm that passed in most of their runs. */
export interface EvalVerdict {
  readonly outcome: EvalEnd;
  readonly passed: number;
  /** Those that were not run, or could not be judged, are among them. */
  readonly total: number;
  /** Why it ended early, or nothing came of it; null otherwise. */
  readonly error: string | null;
}

/** The exit code of each end. */
export const evalExitCodes: Readonly<Record<EvalEnd, number>> = {
  passed: 0,
  'not-passed': 1,
  'could-not-run': 2,
  partial: 3,
};

/** A case, or a query, in one arm. */
interface CaseLine {
  readonly arm: number;
  readonly suite: string;
  readonly id: string;
  readonly title: string;
  /** Null when it was not run, not answered, or could not be judged. */
  readonly isPassed: boolean | null;
  /** `2 of 3 runs`, or what a query did. */
  readonly figures: string;
}

/** Holds the first arm to the threshold; null asks for all. */
export function verdictOfReport(
  report: EvalReport,
  threshold: number | null,
  words: EvalFailureWords,
): EvalVerdict {
  const lines = caseLinesOf(report, 0);
  const passed = lines.filter(({ isPassed }) => isPassed === true).length;
  const counts = { passed, total: lines.length };
  const isAnswered = report.results.some(({ outcome }) => 'answer' in outcome);
  const early = report.early;
  if (!isAnswered && early?.why !== 'ceiling' && early?.why !== 'cancelled') {
    return { ...counts, outcome: 'could-not-run', error: early?.sentence ?? firstTrouble(report, words) };
  }
  if (early) {
    return { ...counts, outcome: 'partial', error: early.sentence };
  }
  const isMet = passed / lines.length >= (threshold ?? 1);
  return { ...counts, outcome: isMet ? 'passed' : 'not-passed', error: null };
}

/** How many cases and queries an arm has that can run in it. */
function caseLinesOf(report: EvalReport, arm: number): readonly CaseLine[] {
  const isWithout = report.arms[arm]?.kind === 'none';
  return report.suites.flatMap<CaseLine>(suite => {
    const numbers = report.numbers.find(each => each.suite === suite.path && each.arm === arm);
    const at = { arm, suite: suite.path };
    if (suite.kind === 'cases') {
      return suite.cases.map(({ id, title }) => {
        const own = numbers?.kind === 'cases' ? numbers.cases.find(({ caseId }) => caseId === id) : undefined;
        const { passed, total } = own?.runs ?? { passed: 0, total: 0 };
        const figures = total === 0 ? openWords(own) : `passed in ${passed} of ${countWords(total, 'run')}`;
        return { ...at, id, title, isPassed: own?.isPassed ?? null, figures };
      });
    }
    return (isWithout ? [] : suite.queries).map(({ id, query, shouldTrigger }) => {
      const own =
        numbers?.kind === 'triggers' ? numbers.queries.find(({ caseId }) => caseId === id) : undefined;
      const { passed, total } = own?.triggered ?? { passed: 0, total: 0 };
      const wanted = shouldTrigger ? 'should be' : 'should not be';
      const others = shouldTrigger ? (own?.instead ?? []).map(({ skill }) => plainText(skill, 60)) : [];
      const instead = others.length === 0 ? '' : `; instead: ${others.join(', ')}`;
      const figures =
        total === 0
          ? openWords(own)
          : `loaded in ${passed} of ${countWords(total, 'run')}, and ${wanted}${instead}`;
      return { ...at, id, title: query, isPassed: own?.isRight ?? null, figures };
    });
  });
}

function openWords(own: { readonly failedRuns: number; readonly notRun: number } | undefined): string {
  if (own === undefined || own.notRun > 0) {
    return 'not run';
  }
  return own.failedRuns > 0 ? 'no answer' : 'could not be judged';
}

/** The whole report for a person, a line each. */
export function reportLines(
  report: EvalReport,
  { outcome, passed, total, error }: EvalVerdict,
  threshold: number | null,
  words: EvalFailureWords,
): readonly string[] {
  const cases = report.arms.flatMap((arm, index) => [
    `${armLabel(arm)}:`,
    ...caseLinesOf(report, index).flatMap(line => [caseWords(line), ...whyNot(report, line, words)]),
  ]);
  const ends: Readonly<Record<EvalEnd, string>> = {
    passed: 'Passed',
    'not-passed': 'Not passed',
    partial: 'Ended early',
    'could-not-run': 'Could not run',
  };
  const needed =
    threshold === null ? 'all have to' : `${Number((threshold * 100).toPrecision(12))} % have to`;
  const trouble = error === null ? '' : ` ${error}`;
  return [
    ...cases,
    ...differenceLines(report),
    `${ends[outcome]}: ${passed} of ${countWords(total, 'case')} passed, ${needed}.${trouble}`,
  ];
}

function caseWords({ isPassed, id, title, figures, suite }: CaseLine): string {
  const mark = isPassed === null ? '?   ' : isPassed ? 'pass' : 'FAIL';
  return `  ${mark}  ${plainText(suite, 80)} ${plainText(id, 60)}: ${plainText(title, 80)} (${figures})`;
}

/** What failed in the first run that did not pass, with the grader's reason and how its answer ended; or why none came. */
function whyNot(
  report: EvalReport,
  { arm, suite, id, isPassed }: CaseLine,
  words: EvalFailureWords,
): readonly string[] {
  const own = report.results.filter(({ key }) => key.arm === arm && key.suite === suite && key.caseId === id);
  if (isPassed === true) {
    return [];
  }
  const troubles = own.flatMap(({ outcome }) => troubleOf(outcome, words) ?? []);
  const open = own
    .flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome] : []))
    .map(({ answer, grades }) => ({ answer, grades: grades.filter(isOpen) }))
    .find(({ grades }) => grades.length > 0);
  const texts = expectationTexts(report, suite, id);
  const grades = (open?.grades ?? []).map(
    ({ expectation, reason }) => `${texts.get(expectation) ?? expectation}: ${reason}`,
  );
  // Where the model said nothing at all, each expectation says that it declined.
  const isTold = !open || (open.answer.stop.kind === 'refused' && open.answer.text.trim() === '');
  const ended = isTold ? null : stopWords(open.answer.stop);
  return [...grades, ...(ended === null ? [] : [ended]), ...troubles.slice(0, 1)].map(
    line => `        ${plainText(line, 400)}`,
  );
}

function isOpen({ verdict, isScored }: Grade): boolean {
  return isScored && (verdict === 'failed' || verdict === 'not-judged');
}

function expectationTexts({ suites }: EvalReport, path: string, caseId: string): ReadonlyMap<string, string> {
  const suite = suites.find(each => each.path === path);
  const evalCase = suite?.kind === 'cases' ? suite.cases.find(({ id }) => id === caseId) : undefined;
  return new Map(evalCase?.expectations.map(({ id, text }) => [id, text]));
}

function differenceLines({ numbers, differences, arms }: EvalReport): readonly string[] {
  const difference = wholeDifference(numbers, differences);
  const [first, second] = arms;
  if (!difference || !first || !second) {
    return [];
  }
  const advice = differenceAdvice(difference);
  const preferred = preferenceWords(difference, armLabel(first), armLabel(second));
  return [
    `${armLabel(first)} against ${armLabel(second)}: ${differenceWords(difference)}, ${pointsWords(difference)}.`,
    ...(preferred === null ? [] : [`${sentenceStart(preferred)}.`]),
    ...(advice === null ? [] : [advice]),
  ];
}

function firstTrouble({ results }: EvalReport, words: EvalFailureWords): string {
  return results.flatMap(({ outcome }) => troubleOf(outcome, words) ?? [])[0] ?? 'No answer came.';
}

function troubleOf(outcome: RunOutcome, words: EvalFailureWords): string | null {
  switch (outcome.kind) {
    case 'failed':
      return words(outcome.failure);
    case 'wrong-version':
      return `Version ${outcome.ran} ran and not ${outcome.asked}, which was asked for.`;
    case 'answered':
    case 'triggered':
    case 'not-run':
      return null;
  }
}
