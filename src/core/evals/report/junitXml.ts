import { failureSentences } from '../../failure/failureText.ts';
import type { Grade } from '../grade/grade.ts';
import { rateWords } from '../numbers/differenceWords.ts';
import type { CaseNumbers, QueryNumbers } from '../numbers/evalNumbers.ts';
import { armLabel } from '../run/arm.ts';
import type { RunResult } from '../run/evalRun.ts';
import type { Suite } from '../suite/suite.ts';
import type { EvalReport } from './evalReport.ts';

/** One case or query in one arm. */
interface TestCase {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped';
  readonly message: string;
  readonly detail: string;
}

/**
 * The report as JUnit XML, for CI: a suite is a `testsuite` for each arm, a case a `testcase`. A case fails that did not
 * pass in most of its runs; one that has no answer is an error; one that was not run, or could not be judged, is skipped.
 * It keeps to the schema of Jenkins (`jenkins-junit.xsd`).
 */
export function junitXml(report: EvalReport): string {
  const suites = report.suites.flatMap(suite =>
    report.arms.map((arm, index) => ({
      name: report.arms.length > 1 ? `${suite.path} (${armLabel(arm)})` : suite.path,
      cases: casesOf(suite, index, report),
    })),
  );
  const tested = suites.filter(({ cases }) => cases.length > 0);
  const lines = tested.flatMap(({ name, cases }) => [
    `  <testsuite name="${attribute(name)}" ${countsOf(cases)} skipped="${numberOf('skipped', cases)}" ${timeOf(cases)} timestamp="${attribute(report.startedAt)}">`,
    ...cases.flatMap(testCase => caseLines(testCase, `${report.skillName}.${name}`)),
    '  </testsuite>',
  ]);
  const all = tested.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(report.skillName)}" ${countsOf(all)} ${timeOf(all)}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(suite: Suite, arm: number, report: EvalReport): readonly TestCase[] {
  const numbers = report.numbers.find(each => each.suite === suite.path && each.arm === arm);
  const resultsOf = (caseId: string) =>
    report.results.filter(({ key }) => key.suite === suite.path && key.arm === arm && key.caseId === caseId);
  if (numbers?.kind === 'cases' && suite.kind === 'cases') {
    return suite.cases.map(({ id, title }) => {
      const own = numbers.cases.find(({ caseId }) => caseId === id);
      return caseOf(`${id}: ${title}`, own, resultsOf(id));
    });
  }
  if (numbers?.kind === 'triggers' && suite.kind === 'triggers') {
    return suite.queries.map(({ id, query }) => {
      const own = numbers.queries.find(({ caseId }) => caseId === id);
      return queryOf(`${id}: ${query}`, own, resultsOf(id));
    });
  }
  return [];
}

function caseOf(name: string, numbers: CaseNumbers | undefined, results: readonly RunResult[]): TestCase {
  const shared = {
    name,
    seconds: secondsOf(results),
    detail: results.map(detailOf).filter(Boolean).join('\n'),
  };
  if (numbers && numbers.isPassed !== null) {
    const { passed, total } = numbers.runs;
    const message = `Passed in ${passed} of ${total} runs: ${rateWords(numbers.runs)}`;
    return { ...shared, message, outcome: numbers.isPassed ? 'passed' : 'failed' };
  }
  return { ...shared, ...withoutVerdict(results, 'It could not be judged.') };
}

function queryOf(name: string, numbers: QueryNumbers | undefined, results: readonly RunResult[]): TestCase {
  const shared = {
    name,
    seconds: secondsOf(results),
    detail: results.map(detailOf).filter(Boolean).join('\n'),
  };
  if (numbers && numbers.isRight !== null) {
    const { passed, total } = numbers.triggered;
    const wanted = numbers.shouldTrigger ? 'It should load the skill' : 'It should not load the skill';
    const message = `${wanted}; ${passed} of ${total} runs did.`;
    return { ...shared, message, outcome: numbers.isRight ? 'passed' : 'failed' };
  }
  return { ...shared, ...withoutVerdict(results, 'No run was answered.') };
}

function withoutVerdict(
  results: readonly RunResult[],
  otherwise: string,
): Pick<TestCase, 'outcome' | 'message'> {
  const failure = results.map(failureOf).find(words => words !== null);
  if (failure !== undefined) {
    return { outcome: 'error', message: failure ?? otherwise };
  }
  const isRun = results.some(({ outcome }) => outcome.kind !== 'not-run');
  return { outcome: 'skipped', message: isRun ? otherwise : 'It was not run.' };
}

function failureOf({ outcome }: RunResult): string | null {
  if (outcome.kind === 'failed') {
    return failureSentences(outcome.failure);
  }
  return outcome.kind === 'wrong-version'
    ? `Version ${outcome.ran} ran in place of ${outcome.asked}; what it answered counts for nothing.`
    : null;
}

/** What failed in a run, and why; empty for one in which nothing did. */
function detailOf(result: RunResult): string {
  const words = failureOf(result);
  const { outcome, key } = result;
  if (words !== null) {
    return `Run ${key.run}: ${words}`;
  }
  const missed =
    outcome.kind === 'answered'
      ? outcome.grades.filter(({ verdict }) => verdict === 'failed' || verdict === 'not-judged')
      : [];
  return missed.map(grade => `Run ${key.run}: ${gradeWords(grade)}`).join('\n');
}

function gradeWords({ expectation, verdict, reason, evidence }: Grade): string {
  const quotation = evidence === null ? '' : ` “${evidence}”`;
  return `expectation ${expectation} ${verdict === 'failed' ? 'failed' : 'was not judged'}. ${reason}${quotation}`;
}

function caseLines(
  { name, seconds, outcome, message, detail }: TestCase,
  className: string,
): readonly string[] {
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(className)}" time="${seconds.toFixed(3)}"`;
  if (outcome === 'passed') {
    return [`${head}/>`];
  }
  return [`${head}>`, `      ${outcomeLine(outcome, message, detail)}`, '    </testcase>'];
}

/** The schema has no attributes for what was skipped. */
function outcomeLine(outcome: TestCase['outcome'], message: string, detail: string): string {
  if (outcome === 'skipped') {
    return `<skipped>${content(message)}</skipped>`;
  }
  const tag = outcome === 'failed' ? 'failure' : outcome;
  return `<${tag} message="${attribute(message)}">${content(detail)}</${tag}>`;
}

/** How many there are; only single suites say how many were skipped, in the schema. */
function countsOf(cases: readonly TestCase[]): string {
  return `tests="${cases.length}" failures="${numberOf('failed', cases)}" errors="${numberOf('error', cases)}"`;
}

function numberOf(wanted: TestCase['outcome'], cases: readonly TestCase[]): number {
  return cases.filter(({ outcome }) => outcome === wanted).length;
}

function timeOf(cases: readonly TestCase[]): string {
  return `time="${cases.reduce((total, each) => total + each.seconds, 0).toFixed(3)}"`;
}

function secondsOf(results: readonly RunResult[]): number {
  const times = results.map(({ outcome }) => ('answer' in outcome ? outcome.answer.durationMs : 0));
  return times.reduce((total, ms) => total + ms, 0) / 1000;
}

function attribute(text: string): string {
  return content(text.replaceAll(/\s+/g, ' ')).replaceAll('"', '&quot;');
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function content(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
