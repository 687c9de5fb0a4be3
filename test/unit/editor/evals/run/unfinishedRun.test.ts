import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EvalReport } from '../../../../../src/core/evals/report/evalReport.ts';
import { makeReport } from '../../../../../src/core/evals/report/makeReport.ts';
import { runEvals } from '../../../../../src/core/evals/run/runEvals.ts';
import { UnfinishedRun } from '../../../../../src/editor/evals/run/unfinishedRun.ts';
import { depsOf, planOf, ScriptedExecutor } from '../../../../support/evals/scriptedExecutor.ts';
import { evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

const cases = Array.from({ length: 6 }, (_, id) => ({
  id,
  prompt: `p${id}`,
  expectations: [{ contains: 'yes' }],
}));

test('what a run has measured by now is kept after its cases, one write at a time, and told as broken off', async () => {
  const { suites } = await suitesOf(evalsJson(...cases));
  const executor = new ScriptedExecutor(() => 'yes');
  const plan = planOf(suites, { runs: 1 });
  const kept: EvalReport[] = [];
  let writing = 0;
  const unfinished = new UnfinishedRun({
    startedAt: 0,
    now: () => 1000,
    count: soFar => makeReport(plan, soFar, executor, executor),
    keep: async report => {
      assert.equal(++writing, 1, 'two writes of one file would mix');
      await new Promise(resolve => setImmediate(resolve));
      kept.push(report);
      writing--;
    },
  });
  await runEvals(plan, { ...depsOf(executor), onEvent: event => unfinished.hear(event) });
  await unfinished.settle();
  const measured = kept.map(({ results }) => results.length);
  assert.ok((measured[0] ?? 0) >= 1 && (measured[0] ?? 0) < 6, `${measured}`);
  assert.equal(measured.at(-1), 6, 'the last write has everything');
  assert.match(kept[0]?.early?.sentence ?? '', /broken off; what had been measured by then is kept/);
});
