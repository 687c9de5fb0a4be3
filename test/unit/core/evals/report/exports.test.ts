import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { benchmarkJson } from '../../../../../src/core/evals/report/benchmarkJson.ts';
import { junitXml } from '../../../../../src/core/evals/report/junitXml.ts';
import { reportOf } from '../../../../support/evals/reports.ts';
import {
  answer,
  noSkill,
  passing,
  ScriptedExecutor,
  versionArm,
  workingCopy,
} from '../../../../support/evals/scriptedExecutor.ts';
import { evalsJson } from '../../../../support/evals/suites.ts';
import { junitSchemaErrors } from '../../../../support/junitSchema.ts';

const files = evalsJson(
  { id: 1, prompt: 'Say "yes" & <go>', expectations: [{ contains: 'yes' }, 'It is so'] },
  { id: 'second', prompt: 'p2', expectations: [{ contains: 'yes' }] },
);

describe("skill-creator's benchmark.json", () => {
  it('has a run for each answer, summaries and a difference, in the names that its viewer knows', async () => {
    const executor = new ScriptedExecutor(
      ({ skills }) => (skills.length > 0 ? 'yes' : 'no'),
      () => '{"passed": false, "evidence": ""}',
    );
    const report = await reportOf(files, executor, { arms: [workingCopy, noSkill], runs: 2 });
    const { metadata, runs, run_summary: summary } = JSON.parse(benchmarkJson(report));
    assert.deepEqual(
      [metadata.skill_name, metadata.executor_model, metadata.evals_run, metadata.runs_per_configuration],
      ['invoices', 'scripted-1', [1, 'second'], 2],
    );
    assert.equal(runs.length, 8);
    assert.deepEqual(runs[0], {
      eval_id: 1,
      eval_name: 'Say "yes" & <go>',
      configuration: 'with_skill',
      run_number: 1,
      result: {
        pass_rate: 0.5,
        passed: 1,
        failed: 1,
        total: 2,
        time_seconds: 1,
        tokens: 100,
        tool_calls: 0,
        errors: 0,
      },
      expectations: [
        { text: 'Contains “yes”', passed: true, evidence: 'yes' },
        { text: 'It is so', passed: false, evidence: 'The judge found it not to be so.' },
      ],
      notes: [],
    });
    assert.deepEqual(Object.keys(summary), ['with_skill', 'without_skill', 'delta']);
    assert.deepEqual(summary.with_skill.pass_rate, {
      mean: 0.75,
      stddev: Math.sqrt(1 / 12),
      min: 0.5,
      max: 1,
    });
    assert.deepEqual(summary.delta, { pass_rate: '+0.75', time_seconds: '+0.0', tokens: '+0' });
  });

  it('has no 0 for what was not judged, and no summary and difference for an arm that was not run', async () => {
    const unsure = new ScriptedExecutor(
      ({ skills }) =>
        skills.length > 0 ? 'yes' : { kind: 'refused', registry: 'Scripted', reason: 'policy' },
      ({ prompt }) => (prompt.includes('so far') ? 'no JSON' : passing('yes')),
    );
    const two = evalsJson(
      { id: 1, prompt: 'p1', expectations: ['It is so'] },
      { id: 2, prompt: 'p2', expectations: ['It is so far'] },
    );
    const report = await reportOf(two, unsure, { arms: [workingCopy, noSkill], runs: 1 });
    const { run_summary: summary, notes } = JSON.parse(benchmarkJson(report));
    assert.deepEqual(Object.keys(summary), ['with_skill']);
    assert.equal(summary.with_skill.pass_rate.mean, 1);
    assert.ok(notes.includes('without_skill has no run that was judged.'), notes.join(' '));
  });

  it('names what has no place in it: answers that did not come, and what was not judged', async () => {
    const executor = new ScriptedExecutor(
      ({ prompt }) =>
        prompt === 'p2'
          ? { kind: 'refused', registry: 'Scripted', reason: 'policy' }
          : answer({ text: 'yes', stop: { kind: 'cut', why: 'max_tokens' } }),
      () => 'no JSON',
    );
    const { runs, notes } = JSON.parse(benchmarkJson(await reportOf(files, executor, { runs: 1 })));
    assert.deepEqual(notes, ['1 run has no answer and counts for nothing.']);
    assert.match(runs[0].notes[0], /ended early: max_tokens/);
    assert.match(runs[0].notes[1], /^It is so: It could not be judged/);
    assert.equal(runs[0].result.total, 1);
  });
});

describe('JUnit XML', () => {
  it('has a suite for each arm, and a case with how it ended and why', async () => {
    const executor = new ScriptedExecutor(
      ({ prompt, skills }) =>
        prompt === 'p2'
          ? { kind: 'refused', registry: 'Scripted', reason: 'policy' }
          : skills[0]?.published?.version === '5'
            ? 'yes'
            : 'no\u0001',
      () => '{"passed": true, "evidence": "yes"}',
    );
    const report = await reportOf(files, executor, { arms: [versionArm('5'), versionArm('4')], runs: 1 });
    const xml = junitXml(report);
    assert.match(
      xml,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="invoices" tests="4" failures="1" errors="2" time=/,
    );
    assert.match(xml, /<testsuite name="evals\/evals\.json \(v5\)" tests="2" failures="0" errors="1"/);
    assert.match(
      xml,
      /<testcase name="1: Say &quot;yes&quot; &amp; &lt;go&gt;" classname="invoices\.evals\/evals\.json \(v5\)" time="1\.000"\/>/,
    );
    assert.match(
      xml,
      /<failure message="Passed in 0 of 1 runs: 0 % \(0 to 79 %\)">Run 1: expectation 1 failed\. The text is not there\./,
    );
    assert.match(xml, /<error message="[^"]*policy[^"]*">Run 1: /);
    assert.deepEqual(await junitSchemaErrors(xml), []);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them, which is what is looked for.
    assert.ok(!/[\u0000-\u0008]/.test(xml));
  });

  it('skips what was not run or not judged, and knows trigger sets', async () => {
    const set = JSON.stringify([
      { query: 'q1', should_trigger: true },
      { query: 'q2', should_trigger: false },
    ]);
    const executor = new ScriptedExecutor(
      () => answer({}),
      () => 'no JSON',
    );
    const judged = evalsJson({ id: 1, prompt: 'p', expectations: ['It is so'] });
    const xml = junitXml(await reportOf({ ...judged, 'evals/trigger.json': set }, executor, { runs: 1 }));
    assert.deepEqual(await junitSchemaErrors(xml), []);
    assert.match(xml, /<skipped>It could not be judged\.<\/skipped>/);
    assert.match(xml, /<failure message="It should load the skill; 0 of 1 runs did\.">/);
    assert.match(xml, /<testcase name="2: q2"[^>]*\/>/);
  });
});
