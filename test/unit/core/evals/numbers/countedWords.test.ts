import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countedVerdict, countedWords } from '../../../../../src/core/evals/numbers/countedWords.ts';
import { reportHtml } from '../../../../../src/core/evals/report/reportHtml.ts';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { reportOf } from '../../../../support/evals/reports.ts';
import { ScriptedExecutor } from '../../../../support/evals/scriptedExecutor.ts';
import { evalsJson } from '../../../../support/evals/suites.ts';

const refused: Failure = { kind: 'refused', registry: 'Scripted', reason: 'No.' };

/** The report of a case for each of these; `?` is not answered. */
function reportOfCases(answers: string) {
  const files = evalsJson(
    ...[...answers].map(answer => ({ prompt: answer, expectations: [{ contains: 'yes' }] })),
  );
  const executor = new ScriptedExecutor(({ prompt }) =>
    prompt === '?' ? refused : prompt === '+' ? 'yes' : 'no',
  );
  return reportOf(files, executor, { runs: 1 });
}

describe('what a suite came to', () => {
  for (const [answers, words, verdict] of [
    ['++', '2 of 2 cases passed', 'good'],
    ['+-', '1 of 2 cases passed', 'bad'],
    ['+?', '1 of 1 case passed, 1 without a result', 'open'],
    ['+-?', '1 of 2 cases passed, 1 without a result', 'bad'],
    ['??', 'no case has a result', 'open'],
  ] as const) {
    it(`is told with what has no result, which is no pass: ${words}`, async () => {
      const report = await reportOfCases(answers);
      const [counted] = report.numbers;
      assert.deepEqual([countedWords(counted!), countedVerdict(counted!)], [words, verdict]);
      const page = reportHtml(report, { styleNonce: null, history: [], caseLink: null, saveLink: null });
      assert.ok(page.includes(`working copy: ${words}`));
      assert.equal(/class="verdict better"/.test(page), verdict === 'good');
    });
  }

  it('is told of trigger sets in queries', async () => {
    const queries = ['+', '?'].map(query => ({ query, should_trigger: false }));
    const executor = new ScriptedExecutor(({ prompt }) => (prompt === '?' ? refused : 'yes'));
    const { numbers } = await reportOf({ 'evals/trigger.json': JSON.stringify(queries) }, executor);
    assert.equal(countedWords(numbers[0]!), '1 of 1 query right, 1 without a result');
  });
});
