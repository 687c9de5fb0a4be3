import { scoreOfRun, type Verdict, verdictOfRun } from '../grade/grade.ts';
import type { RunResult } from '../run/evalRun.ts';
import { tokensOf } from '../run/tokenUsage.ts';
import type { CaseSuite, EvalCase } from '../suite/suite.ts';
import type { CaseNumbers, ExpectationNumbers, Expense, SuiteNumbers } from './evalNumbers.ts';
import { clusteredRate, countedRate, mean, sum } from './intervals.ts';

/** Counts a suite of cases in one arm; null when nothing of it was run there, which is not a 0. */
export function countCases(
  suite: CaseSuite,
  arm: number,
  results: readonly RunResult[],
): SuiteNumbers | null {
  const own = results.filter(({ key }) => key.suite === suite.path && key.arm === arm);
  if (own.every(({ outcome }) => outcome.kind === 'not-run')) {
    return null;
  }
  const cases = suite.cases.map(each =>
    countCase(
      each,
      own.filter(({ key }) => key.caseId === each.id),
    ),
  );
  const judged = cases.filter(({ runs }) => runs.total > 0);
  const scores = judged.map(({ score }) => score).filter(score => score !== null);
  return {
    kind: 'cases',
    suite: suite.path,
    arm,
    cases,
    casesPassed: countedRate(judged.filter(({ isPassed }) => isPassed).length, judged.length),
    runsPassed: clusteredRate(judged.map(({ runs }) => runs)),
    score: scores.length === 0 ? null : mean(scores),
    expense: expenseOf(own),
  };
}

function countCase(evalCase: EvalCase, results: readonly RunResult[]): CaseNumbers {
  const graded = results.flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome.grades] : []));
  const verdicts = graded.map(verdictOfRun).filter(verdict => verdict !== null);
  const passed = verdicts.filter(verdict => verdict).length;
  const scores = graded.map(scoreOfRun).filter(score => score !== null);
  const count = (kind: RunResult['outcome']['kind']) =>
    results.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    caseId: evalCase.id,
    runs: countedRate(passed, verdicts.length),
    score: scores.length === 0 ? null : mean(scores),
    isPassed: verdicts.length === 0 ? null : passed * 2 > verdicts.length,
    failedRuns: count('failed') + count('wrong-version'),
    notJudgedRuns: graded.length - verdicts.length,
    notRun: count('not-run'),
    expectations: evalCase.expectations.map(({ id }) => {
      const said = graded.flatMap(grades => grades.filter(({ expectation }) => expectation === id));
      return countVerdicts(
        id,
        said.map(({ verdict }) => verdict),
      );
    }),
    expense: expenseOf(results),
  };
}

function countVerdicts(expectation: string, verdicts: readonly Verdict[]): ExpectationNumbers {
  const count = (wanted: Verdict) => verdicts.filter(verdict => verdict === wanted).length;
  return {
    expectation,
    passed: count('passed'),
    failed: count('failed'),
    notJudged: count('not-judged'),
    notApplicable: count('not-applicable'),
  };
}

/** What runs took, all together. */
export function expenseOf(results: readonly RunResult[]): Expense {
  const answers = results.flatMap(({ outcome }) => ('answer' in outcome ? [outcome.answer] : []));
  return {
    inputTokens: sum(results.map(({ usage }) => usage.input)),
    outputTokens: sum(results.map(({ usage }) => usage.output)),
    judgeTokens: sum(results.map(({ judgeUsage }) => tokensOf(judgeUsage))),
    requests: sum(results.map(({ requests, judgeRequests }) => requests + judgeRequests)),
    meanMs: answers.length === 0 ? null : mean(answers.map(({ durationMs }) => durationMs)),
    meanTokens: answers.length === 0 ? null : mean(answers.map(({ usage }) => tokensOf(usage))),
  };
}
