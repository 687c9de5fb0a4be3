import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { estimateCost } from '../../../../../src/core/evals/run/estimateCost.ts';
import { runEvals } from '../../../../../src/core/evals/run/runEvals.ts';
import {
  depsOf,
  noSkill,
  passing,
  planOf,
  ScriptedExecutor,
  workingCopy,
} from '../../../../support/evals/scriptedExecutor.ts';
import { evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

const files = {
  ...evalsJson(
    { id: 1, prompt: 'p1', expectations: ['a', 'b', { contains: 'c' }] },
    { id: 2, prompt: 'p2', expectations: [{ contains: 'c' }] },
  ),
  'evals/trigger.json': '[{"query":"q1","should_trigger":true},{"query":"q2","should_trigger":false}]',
};

describe('what a plan will cost', () => {
  it('is told in requests, of which some judge, and sends none', async () => {
    const { suites } = await suitesOf(files);
    const executor = new ScriptedExecutor(() => 'yes');
    const cost = await estimateCost(planOf(suites, { arms: [workingCopy, noSkill] }), depsOf(executor));
    // Two cases in two arms and two queries in one, three times each; two sentences in six runs.
    assert.deepEqual([cost.requests, cost.judgeRequests], [12 + 6 + 12, 12]);
    assert.ok(cost.tokens > 18 * 100 && cost.tokens < 60_000);
    assert.deepEqual([executor.requests.length, executor.questions.length], [0, 0]);
  });

  it('agrees with what is sent when nothing is lost', async () => {
    const { suites } = await suitesOf(files);
    const executor = new ScriptedExecutor(
      () => 'yes',
      () => passing('yes'),
    );
    for (const parts of [
      {},
      { votes: 3 as const },
      { arms: [workingCopy, noSkill] as const, comparesAnswers: true },
    ]) {
      executor.requests.length = 0;
      executor.questions.length = 0;
      const plan = planOf(suites, parts);
      const cost = await estimateCost(plan, depsOf(executor));
      await runEvals(plan, depsOf(executor));
      const sent = executor.requests.length + executor.questions.length;
      // A third vote is asked for only where two disagree; two answers whose judge quotes nothing are asked about again.
      assert.ok(sent <= cost.requests + 12 && sent >= cost.requests * 0.7, `${sent} of ${cost.requests}`);
    }
  });

  it('says when the ceiling is below it', async () => {
    const { suites } = await suitesOf(files);
    const deps = depsOf(new ScriptedExecutor(() => 'yes'));
    assert.equal((await estimateCost(planOf(suites, { maxTokens: 1000 }), deps)).isOverCeiling, true);
    assert.equal((await estimateCost(planOf(suites, { maxTokens: 1_000_000 }), deps)).isOverCeiling, false);
  });
});
