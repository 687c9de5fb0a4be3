import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SuiteNumbers, TriggerNumbers } from '../../../../../src/core/evals/numbers/evalNumbers.ts';
import { wholeDifference, wholeNumbers } from '../../../../../src/core/evals/numbers/wholeNumbers.ts';
import type { EvalReport } from '../../../../../src/core/evals/report/evalReport.ts';
import { evalReportJson, readEvalReport } from '../../../../../src/core/evals/report/evalReportJson.ts';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { reportOf } from '../../../../support/evals/reports.ts';
import {
  answer,
  noSkill,
  passing,
  ScriptedExecutor,
  skill,
  versionArm,
  workingCopy,
} from '../../../../support/evals/scriptedExecutor.ts';
import { evalsJson } from '../../../../support/evals/suites.ts';

const caseOf = (id: number) => ({ id, prompt: `p${id}`, expectations: [{ contains: 'yes' }] });
const lost: Failure = { kind: 'refused', registry: 'Scripted', reason: 'policy' };

function casesIn(report: EvalReport, arm = 0): SuiteNumbers {
  return report.numbers.find((each): each is SuiteNumbers => each.kind === 'cases' && each.arm === arm)!;
}

function triggersIn(report: EvalReport): TriggerNumbers {
  return report.numbers.find((each): each is TriggerNumbers => each.kind === 'triggers')!;
}

describe('the numbers of a suite', () => {
  it('count runs, cases that passed in most of theirs, and what it took', async () => {
    let asked = 0;
    const executor = new ScriptedExecutor(({ prompt }) =>
      prompt === 'p1' ? 'yes' : prompt === 'p2' ? (asked++ < 1 ? 'yes' : 'no') : 'no',
    );
    const report = await reportOf(evalsJson(caseOf(1), caseOf(2), caseOf(3)), executor);
    const numbers = casesIn(report);
    assert.deepEqual(
      numbers.cases.map(({ caseId, runs, isPassed }) => [caseId, runs.passed, runs.total, isPassed]),
      [
        ['1', 3, 3, true],
        ['2', 1, 3, false],
        ['3', 0, 3, false],
      ],
    );
    assert.deepEqual([numbers.casesPassed.passed, numbers.casesPassed.total], [1, 3]);
    assert.ok(Math.abs(numbers.runsPassed.rate! - 4 / 9) < 1e-9);
    const { inputTokens, outputTokens, requests, meanMs, meanTokens } = numbers.expense;
    assert.deepEqual([inputTokens, outputTokens, requests, meanMs, meanTokens], [720, 180, 9, 1000, 100]);
  });

  it('leave out runs without an answer and without a verdict, and say how many those are', async () => {
    const executor = new ScriptedExecutor(
      ({ prompt }, nth) => (prompt === 'p1' && nth === 0 ? lost : 'yes'),
      () => 'no JSON',
    );
    const judged = { id: 2, prompt: 'p2', expectations: ['It is so'] };
    const numbers = casesIn(await reportOf(evalsJson(caseOf(1), judged), executor));
    assert.deepEqual(
      numbers.cases.map(({ runs, failedRuns, notJudgedRuns, isPassed }) => [
        runs.total,
        failedRuns,
        notJudgedRuns,
        isPassed,
      ]),
      [
        [2, 1, 0, true],
        [0, 0, 3, null],
      ],
    );
    assert.deepEqual([numbers.casesPassed.passed, numbers.casesPassed.total], [1, 1]);
    assert.deepEqual(numbers.cases[1]!.runs.rate, null);
    assert.deepEqual(numbers.cases[1]!.expectations, [
      { expectation: '1', passed: 0, failed: 0, notJudged: 3, notApplicable: 0 },
    ]);
  });

  it('are not there for an arm that was not run: that is not a 0', async () => {
    const executor = new ScriptedExecutor(() => 'yes');
    const report = await reportOf(evalsJson(caseOf(1)), executor, {
      arms: [workingCopy, noSkill],
      runs: 1,
      maxTokens: 50,
    });
    assert.deepEqual(
      report.numbers.map(({ arm }) => arm),
      [0],
    );
    assert.deepEqual(
      report.differences.map(({ verdict, difference }) => [verdict, difference]),
      [['not-compared', null]],
    );
    assert.equal(
      report.early?.sentence,
      'The ceiling of tokens was reached; what had been measured by then is kept.',
    );
  });

  it('tell two arms apart that differ over the suite, and give no such word to a case', async () => {
    const list = Array.from({ length: 8 }, (_, index) => caseOf(index));
    const executor = new ScriptedExecutor(({ skills }) =>
      skills[0]?.published?.version === '5' ? 'yes' : 'no',
    );
    const report = await reportOf(evalsJson(...list), executor, { arms: [versionArm('5'), versionArm('4')] });
    const [difference] = report.differences;
    assert.deepEqual(
      [difference!.verdict, difference!.difference, difference!.cases, difference!.runs],
      ['better', 1, 8, 3],
    );
    assert.ok(!JSON.stringify(casesIn(report).cases).includes('better'));
  });

  it('come together over several suites', async () => {
    const executor = new ScriptedExecutor(({ prompt }) => (prompt === 'p1' ? 'yes' : 'no'));
    const files = {
      ...evalsJson(caseOf(1), caseOf(2)),
      'evals/more-evals.json': JSON.stringify({ evals: [caseOf(1)] }),
    };
    const report = await reportOf(files, executor, { arms: [workingCopy, noSkill] });
    const whole = wholeNumbers(report.numbers, 0)!;
    assert.deepEqual([whole.casesPassed.passed, whole.casesPassed.total, whole.expense.requests], [2, 3, 9]);
    assert.deepEqual(
      [report.differences.length, wholeDifference(report.numbers, report.differences)!.cases],
      [2, 3],
    );
  });
});

describe('the numbers of a trigger set', () => {
  const set = {
    'evals/trigger.json': JSON.stringify([
      { query: 'q1', should_trigger: true },
      { query: 'q2', should_trigger: true },
      { query: 'q3', should_trigger: false },
      { query: 'q4', should_trigger: false },
    ]),
  };
  const both = { ...workingCopy, beside: [{ ...skill, name: 'receipts' }] };
  const loads = (name: string) => answer({ trace: [{ kind: 'skill-loaded', skill: name }] });

  it('are precision, recall, and which other skill was loaded instead', async () => {
    const executor = new ScriptedExecutor(({ prompt }) =>
      prompt === 'q1' || prompt === 'q3'
        ? loads('invoices')
        : prompt === 'q2'
          ? loads('receipts')
          : answer({}),
    );
    const numbers = triggersIn(await reportOf(set, executor, { arms: [both] }));
    assert.deepEqual(
      [numbers.precision, numbers.recall, numbers.right].map(({ passed, total }) => `${passed}/${total}`),
      ['1/2', '1/2', '2/4'],
    );
    assert.deepEqual(numbers.instead, [{ skill: 'receipts', runs: 3 }]);
    assert.deepEqual(
      numbers.queries.map(({ isTriggered, isRight }) => [isTriggered, isRight]),
      [
        [true, true],
        [false, false],
        [true, false],
        [false, true],
      ],
    );
  });

  it('take a query to trigger when at least half of its runs load the skill', async () => {
    const executor = new ScriptedExecutor((_, nth) => (nth % 2 === 0 ? loads('invoices') : answer({})));
    const one = { 'evals/trigger.json': '[{"query":"q","should_trigger":true}]' };
    const numbers = triggersIn(await reportOf(one, executor, { runs: 2 }));
    assert.deepEqual([numbers.queries[0]!.triggered.rate, numbers.queries[0]!.isTriggered], [0.5, true]);
  });

  it('have no precision where nothing was loaded: that is not a 0', async () => {
    const numbers = triggersIn(await reportOf(set, new ScriptedExecutor(() => answer({}))));
    assert.deepEqual([numbers.precision.rate, numbers.recall.rate], [null, 0]);
  });

  it('are not there without the skill', async () => {
    const report = await reportOf(set, new ScriptedExecutor(() => answer({})), {
      arms: [workingCopy, noSkill],
    });
    assert.deepEqual(
      report.numbers.map(({ arm }) => arm),
      [0],
    );
  });
});

describe('a report', () => {
  it('leads from every score to its prompt, answer, trace and criterion', async () => {
    const executor = new ScriptedExecutor(
      () => ({
        text: 'yes',
        trace: [{ kind: 'command', command: 'ls', stdout: 'a', stderr: '', exitCode: 0 }],
      }),
      () => passing('yes'),
    );
    const report = await reportOf(evalsJson({ id: 1, prompt: 'p1', expectations: ['It is so'] }), executor, {
      runs: 1,
    });
    const [{ key, outcome }] = report.results as [EvalReport['results'][number]];
    assert.ok(outcome.kind === 'answered');
    const suite = report.suites.find(({ path }) => path === key.suite)!;
    assert.ok(suite.kind === 'cases');
    const evalCase = suite.cases.find(({ id }) => id === key.caseId)!;
    const [grade] = outcome.grades;
    const criterion = evalCase.expectations.find(({ id }) => id === grade!.expectation);
    assert.deepEqual(
      [evalCase.prompt, outcome.answer.text, outcome.answer.trace.length, criterion!.text, grade!.evidence],
      ['p1', 'yes', 1, 'It is so', 'yes'],
    );
  });

  it('is read back from its JSON as it was, and from nothing else', async () => {
    const report = await reportOf(evalsJson(caseOf(1)), new ScriptedExecutor(() => 'yes'), { runs: 1 });
    const text = evalReportJson(report);
    const { summary: _, formatVersion: __, ...back } = JSON.parse(text);
    assert.deepEqual(back, JSON.parse(JSON.stringify(report)));
    assert.equal(readEvalReport(text)?.skillName, 'invoices');
    assert.equal(readEvalReport('{}'), null);
    assert.equal(readEvalReport('not JSON'), null);
  });

  it('names the failure for which it was given up', async () => {
    const executor = new ScriptedExecutor(() => ({ kind: 'unauthorised', registry: 'Scripted' }));
    const report = await reportOf(evalsJson(caseOf(1)), executor);
    assert.equal(report.early?.why, 'gave-up');
    assert.match(report.early!.sentence, /^It was given up: .*Scripted/);
  });
});
