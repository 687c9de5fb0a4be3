import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EvalOutcome } from '../../../../../src/core/evals/run/evalRun.ts';
import { runEvals } from '../../../../../src/core/evals/run/runEvals.ts';
import type { Suite } from '../../../../../src/core/evals/suite/suite.ts';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { success } from '../../../../../src/core/text/result.ts';
import {
  answer,
  depsOf,
  noSkill,
  passing,
  planOf,
  ScriptedExecutor,
  skill,
  versionArm,
  workingCopy,
} from '../../../../support/evals/scriptedExecutor.ts';
import { evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

/** Suites of cases that pass where the answer says "yes". */
async function cases(count: number): Promise<readonly Suite[]> {
  const list = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    prompt: `p${index + 1}`,
    expectations: [{ contains: 'yes' }],
  }));
  return (await suitesOf(evalsJson(...list))).suites;
}

/** `case arm run outcome` of each run. */
function told({ results }: EvalOutcome): readonly string[] {
  return results.map(({ key, outcome }) => {
    const kind =
      outcome.kind === 'answered'
        ? outcome.grades.map(({ verdict }) => verdict).join(' ')
        : outcome.kind === 'not-run'
          ? `not run: ${outcome.why}`
          : outcome.kind === 'failed'
            ? `failed: ${outcome.failure.kind}`
            : outcome.kind;
    return `${key.caseId} ${key.arm} ${key.run} ${kind}`;
  });
}

const limited = (retryAfterMs?: number): Failure => ({
  kind: 'rate-limited',
  registry: 'Scripted',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const lost: Failure = {
  kind: 'unreachable',
  registry: 'Scripted',
  origin: 'https://x.test',
  cause: 'ECONNRESET',
};
const refused = (reason: string): Failure => ({ kind: 'refused', registry: 'Scripted', reason });

describe('a run of evals', () => {
  it('asks every case in every arm so many times, and hands the results back in the order of the plan', async () => {
    const executor = new ScriptedExecutor(({ prompt }) => (prompt === 'p1' ? 'yes' : 'no'));
    const plan = planOf(await cases(2), { arms: [workingCopy, noSkill], runs: 2 });
    const outcome = await runEvals(plan, depsOf(executor));
    assert.deepEqual(told(outcome), [
      '1 0 1 passed',
      '1 0 2 passed',
      '1 1 1 passed',
      '1 1 2 passed',
      '2 0 1 failed',
      '2 0 2 failed',
      '2 1 1 failed',
      '2 1 2 failed',
    ]);
    assert.equal(outcome.early, null);
    assert.deepEqual(executor.requests.map(({ skills }) => skills.length).sort(), [0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('has four requests on the way at most', async () => {
    const executor = new ScriptedExecutor(() => 'yes');
    await runEvals(planOf(await cases(10)), depsOf(executor));
    assert.equal(executor.mostAtOnce, 4);
    assert.equal(executor.requests.length, 30);
  });

  it('takes from a case how often it runs, and what else it asks for', async () => {
    const { suites } = await suitesOf({
      'evals/hello/prompt.md':
        '---\nruns: 1\nmax_turns: 5\ntimeout_seconds: 9\nappend_system_prompt: Be brief.\n---\nSay hello.\n',
      'evals/hello/graders/g.md': '---\ntype: regex\npattern: hello\n---\n',
    });
    const executor = new ScriptedExecutor(() => 'hello');
    await runEvals(planOf(suites), depsOf(executor));
    assert.deepEqual(
      executor.requests.map(({ skills: _, ...rest }) => rest),
      [{ prompt: 'Say hello.', systemPrompt: 'Be brief.', files: [], maxTurns: 5, timeoutMs: 9000 }],
    );
  });

  it('sends nothing that names the arm, the skill folder or the workspace', async () => {
    const executor = new ScriptedExecutor(() => 'yes');
    await runEvals(planOf(await cases(1), { runs: 1 }), depsOf(executor));
    assert.deepEqual(Object.keys(executor.requests[0]!).sort(), [
      'files',
      'maxTurns',
      'prompt',
      'skills',
      'systemPrompt',
      'timeoutMs',
    ]);
    assert.deepEqual(executor.requests[0]!.skills, [skill]);
  });

  it('takes the input files along, and fails only the case whose file is missing or too large', async () => {
    const files = {
      ...evalsJson(
        { id: 1, prompt: 'p1', expectations: [{ contains: 'yes' }], files: ['evals/a.csv'] },
        { id: 2, prompt: 'p2', expectations: [{ contains: 'yes' }], files: ['evals/b.csv'] },
        { id: 3, prompt: 'p3', expectations: [{ contains: 'yes' }], files: ['evals/c.csv'] },
      ),
      'evals/a.csv': 'a',
      'evals/b.csv': 'b',
      'evals/c.csv': 'c',
    };
    const { suites } = await suitesOf(files);
    const executor = new ScriptedExecutor(() => 'yes');
    const outcome = await runEvals(
      planOf(suites, { runs: 1 }),
      depsOf(executor, {
        readFile: async path =>
          path === 'evals/b.csv'
            ? { ok: false, failure: { kind: 'unreadable', path, cause: 'ENOENT' } }
            : success(new Uint8Array(path === 'evals/c.csv' ? 1001 : 1)),
      }),
    );
    assert.deepEqual(told(outcome), ['1 0 1 passed', '2 0 1 failed: unreadable', '3 0 1 failed: too-large']);
    assert.deepEqual(
      executor.requests.map(({ files: sent }) => sent.map(({ name, bytes }) => `${name} ${bytes.length}`)),
      [['a.csv 1']],
    );
  });

  it('goes on when a case fails, with what came of the others', async () => {
    const executor = new ScriptedExecutor(({ prompt }) => (prompt === 'p2' ? refused('policy') : 'yes'));
    const outcome = await runEvals(planOf(await cases(3), { runs: 1 }), depsOf(executor));
    assert.deepEqual(told(outcome), ['1 0 1 passed', '2 0 1 failed: refused', '3 0 1 passed']);
    assert.equal(outcome.early, null);
  });
});

describe('an answer that does not come', () => {
  it('is asked for again after a reset, twice, and what the lost ones cost is counted', async () => {
    const executor = new ScriptedExecutor((_, nth) => (nth < 2 ? lost : 'yes'));
    const deps = depsOf(executor);
    const outcome = await runEvals(planOf(await cases(1), { runs: 1 }), deps);
    assert.deepEqual(told(outcome), ['1 0 1 passed']);
    assert.deepEqual([executor.requests.length, deps.waits], [3, [1000, 4000]]);
    const [result] = outcome.results;
    assert.deepEqual([result!.usage, result!.requests], [{ input: 100, output: 20 }, 3]);
  });

  it('is given up after the third reset, and the other runs go on', async () => {
    const executor = new ScriptedExecutor(({ prompt }) => (prompt === 'p1' ? lost : 'yes'));
    const outcome = await runEvals(planOf(await cases(2), { runs: 1 }), depsOf(executor));
    assert.deepEqual(told(outcome), ['1 0 1 failed: unreachable', '2 0 1 passed']);
  });

  it('holds all requests back for as long as a 429 says', async () => {
    const executor = new ScriptedExecutor((_, nth) => (nth === 0 ? limited(7000) : 'yes'));
    const deps = depsOf(executor);
    const outcome = await runEvals(planOf(await cases(6), { runs: 1 }), deps);
    assert.equal(told(outcome).filter(line => line.endsWith('passed')).length, 6);
    assert.ok(deps.waits.includes(7000));
    const repeating = deps.events.filter(event => event.kind === 'repeating');
    assert.deepEqual(
      repeating.map(event => (event.kind === 'repeating' ? event.afterMs : 0)),
      [7000],
    );
  });

  it('is waited for longer and longer after a 429 that says nothing, and then given up', async () => {
    const executor = new ScriptedExecutor(() => limited());
    const deps = depsOf(executor);
    const outcome = await runEvals(planOf(await cases(1), { runs: 1 }), deps);
    assert.deepEqual(told(outcome), ['1 0 1 failed: rate-limited']);
    assert.deepEqual(deps.waits, [2000, 4000, 8000, 16_000, 32_000, 64_000]);
  });

  it('is not waited for when a 429 asks for an hour', async () => {
    const executor = new ScriptedExecutor(() => limited(3_600_000));
    const deps = depsOf(executor);
    await runEvals(planOf(await cases(1), { runs: 1 }), deps);
    assert.deepEqual([executor.requests.length, deps.waits], [1, []]);
  });
});

describe('what every other request would meet', () => {
  for (const kind of ['no-key', 'unauthorised'] as const) {
    it(`ends the run: ${kind}`, async () => {
      const executor = new ScriptedExecutor(() => ({ kind, registry: 'Scripted' }));
      const outcome = await runEvals(planOf(await cases(20)), depsOf(executor));
      assert.ok(executor.requests.length <= 4);
      assert.deepEqual(outcome.early, { why: 'gave-up', failure: { kind, registry: 'Scripted' } });
      assert.equal(outcome.results.length, 60);
    });
  }

  it('ends the run at a 429 that is not waited for, whatever came before, and asks no more', async () => {
    const executor = new ScriptedExecutor((_, nth) => (nth < 8 ? 'yes' : limited(3_600_000)));
    const outcome = await runEvals(planOf(await cases(20)), depsOf(executor));
    assert.ok(executor.requests.length <= 12, String(executor.requests.length));
    assert.deepEqual(outcome.early, { why: 'gave-up', failure: limited(3_600_000) });
    assert.equal(told(outcome).filter(line => line.endsWith('passed')).length, 8);
  });

  it('ends the run when the first answers are all refused alike, as for an unknown model', async () => {
    const executor = new ScriptedExecutor(() => refused('no such model'));
    const outcome = await runEvals(planOf(await cases(20)), depsOf(executor));
    assert.ok(executor.requests.length <= 9);
    assert.equal(outcome.early?.why, 'gave-up');
    assert.deepEqual(outcome.early?.failure, refused('no such model'));
  });

  it('is nothing that only one case has: a missing file ends nothing', async () => {
    const list = Array.from({ length: 10 }, (_, id) => ({
      id,
      prompt: 'p',
      expectations: [{ contains: 'yes' }],
      files: id < 8 ? ['evals/a.csv'] : [],
    }));
    const { suites } = await suitesOf({ ...evalsJson(...list), 'evals/a.csv': 'a' });
    const outcome = await runEvals(planOf(suites, { runs: 1 }), depsOf(new ScriptedExecutor(() => 'yes')));
    assert.equal(told(outcome).filter(line => line.endsWith('passed')).length, 2);
    assert.equal(outcome.early, null);
  });

  it('leaves the other arm alone when a version is gone', async () => {
    const gone: Failure = { kind: 'not-found', registry: 'Scripted', what: 'version "4" of skill "skill_1"' };
    const executor = new ScriptedExecutor(({ skills }) =>
      skills[0]?.published?.version === '4' ? gone : 'yes',
    );
    const plan = planOf(await cases(5), { arms: [versionArm('5'), versionArm('4')] });
    const outcome = await runEvals(plan, depsOf(executor));
    const passed = told(outcome).filter(line => line.endsWith(' passed'));
    assert.equal(passed.length, 15);
    assert.ok(passed.every(line => line.includes(' 0 ')));
    assert.deepEqual(outcome.early, { why: 'gave-up', failure: gone });
  });
});

describe('the ceiling', () => {
  it('ends the run as partial, with what was measured by then', async () => {
    const executor = new ScriptedExecutor(() => 'yes');
    const outcome = await runEvals(planOf(await cases(20), { runs: 1, maxTokens: 1000 }), depsOf(executor));
    assert.equal(executor.requests.length, 10);
    assert.deepEqual(outcome.early, { why: 'ceiling', failure: null });
    const lines = told(outcome);
    assert.equal(lines.filter(line => line.endsWith('passed')).length, 10);
    assert.equal(lines.filter(line => line.endsWith('not run: ceiling')).length, 10);
  });

  it('counts judgements and lost answers', async () => {
    const list = Array.from({ length: 20 }, (_, id) => ({ id, prompt: 'p', expectations: ['It is so'] }));
    const { suites } = await suitesOf(evalsJson(...list));
    const executor = new ScriptedExecutor(
      () => 'yes',
      () => passing('yes'),
    );
    const outcome = await runEvals(planOf(suites, { runs: 1, maxTokens: 900 }), depsOf(executor));
    assert.deepEqual([executor.requests.length, executor.questions.length], [6, 6]);
    assert.equal(outcome.early?.why, 'ceiling');
  });

  it('is passed by what is on the way at most, also where one answer is judged by many sentences', async () => {
    const sentences = Array.from({ length: 50 }, (_, index) => `It is so, ${index}`);
    const { suites } = await suitesOf(evalsJson({ id: 1, prompt: 'p', expectations: sentences }));
    const executor = new ScriptedExecutor(
      () => 'yes',
      () => passing('yes'),
    );
    const outcome = await runEvals(planOf(suites, { runs: 1, maxTokens: 300 }), depsOf(executor));
    assert.equal(executor.questions.length, 4, '100 tokens for the answer, and 50 for each question');
    assert.equal(outcome.early?.why, 'ceiling');
    const { outcome: run } = outcome.results[0]!;
    assert.ok(run.kind === 'answered');
    assert.deepEqual(
      [run.grades[3]!.verdict, run.grades[4]!.verdict, run.grades[4]!.reason],
      ['passed', 'not-judged', 'It was not judged, since the ceiling of tokens was reached.'],
    );
  });

  it('holds also where the server tells no usage, by what is estimated, which is not told as spent', async () => {
    const executor = new ScriptedExecutor(() => ({ text: 'yes', usage: { input: 0, output: 0 } }));
    const plan = planOf(await cases(10), { runs: 1, maxTokens: 350 });
    const outcome = await runEvals(plan, depsOf(executor));
    assert.equal(executor.requests.length, 4, '100 tokens each');
    assert.equal(outcome.early?.why, 'ceiling');
    assert.deepEqual(
      outcome.results.map(({ usage }) => usage.input + usage.output),
      Array.from({ length: 10 }, () => 0),
    );
  });

  it('is not in the way of a plan that stays below it', async () => {
    const executor = new ScriptedExecutor(() => 'yes');
    const outcome = await runEvals(planOf(await cases(3), { runs: 1, maxTokens: 301 }), depsOf(executor));
    assert.deepEqual([executor.requests.length, outcome.early], [3, null]);
  });
});

describe('cancelling', () => {
  it('ends at once though answers are on the way, keeps what came, and sends nothing afterwards', async () => {
    const controller = new AbortController();
    const never = new Promise<string>(() => {});
    const executor = new ScriptedExecutor((_, nth) => (nth < 2 ? 'yes' : never));
    const deps = depsOf(executor, { signal: controller.signal });
    const running = runEvals(planOf(await cases(10), { runs: 1 }), deps);
    while (deps.events.filter(({ kind }) => kind === 'run-ended').length < 2) {
      await sleep(1);
    }
    const sent = executor.requests.length;
    controller.abort();
    const outcome = await running;
    await sleep(5);
    assert.equal(executor.requests.length, sent);
    assert.deepEqual(outcome.early, { why: 'cancelled', failure: null });
    const lines = told(outcome);
    assert.equal(lines.filter(line => line.endsWith('passed')).length, 2);
    assert.equal(lines.filter(line => line.endsWith('not run: cancelled')).length, 8);
  });

  it('ends a wait for a rate limit', async () => {
    const controller = new AbortController();
    const executor = new ScriptedExecutor(() => limited(60_000));
    const outcome = runEvals(
      planOf(await cases(1), { runs: 1 }),
      depsOf(executor, {
        signal: controller.signal,
        wait: async () => controller.abort(),
      }),
    );
    assert.deepEqual(told(await outcome), ['1 0 1 not run: cancelled']);
    assert.equal(executor.requests.length, 1);
  });

  it('between answer and judgement leaves the sentence unjudged, not failed', async () => {
    const controller = new AbortController();
    const { suites } = await suitesOf(
      evalsJson({ id: 1, prompt: 'p', expectations: [{ contains: 'yes' }, 'It is so'] }),
    );
    const executor = new ScriptedExecutor(() => 'yes');
    const deps = depsOf(executor, {
      signal: controller.signal,
      onEvent: ({ kind }) => kind === 'judging' && controller.abort(),
    });
    assert.deepEqual(told(await runEvals(planOf(suites, { runs: 1 }), deps)), ['1 0 1 passed not-judged']);
    assert.equal(executor.questions.length, 0);
  });
});

describe('versions', () => {
  it('that ran in place of those asked for make the run count for nothing', async () => {
    const executor = new ScriptedExecutor(() => ({
      text: 'yes',
      ranVersions: [{ skillId: 'skill_1', version: '6' }],
    }));
    const outcome = await runEvals(
      planOf(await cases(1), { arms: [versionArm('5')], runs: 1 }),
      depsOf(executor),
    );
    assert.deepEqual(outcome.results[0]!.outcome, { kind: 'wrong-version', asked: '5', ran: '6' });
  });

  it('that ran as asked, or of which nobody tells, are fine', async () => {
    for (const ranVersions of [[{ skillId: 'skill_1', version: '5' }], null]) {
      const executor = new ScriptedExecutor(() => ({ text: 'yes', ranVersions }));
      const outcome = await runEvals(
        planOf(await cases(1), { arms: [versionArm('5')], runs: 1 }),
        depsOf(executor),
      );
      assert.deepEqual(told(outcome), ['1 0 1 passed']);
    }
  });

  it('that an executor cannot run are refused before anything is sent', async () => {
    const arms = { 'working-copy': 'Publish it first.', version: true, none: true } as const;
    const executor = new ScriptedExecutor(() => 'yes', undefined, { arms });
    const outcome = await runEvals(planOf(await cases(1), { runs: 1 }), depsOf(executor));
    assert.deepEqual([told(outcome), executor.requests.length], [['1 0 1 failed: unsupported'], 0]);
  });
});

describe('a trigger set', () => {
  const set = JSON.stringify([
    { query: 'q1', should_trigger: true },
    { query: 'q2', should_trigger: false },
  ]);

  it('sees which of the offered skills were loaded, and is not run without the skill', async () => {
    const { suites } = await suitesOf({ 'evals/trigger.json': set });
    const both = { ...workingCopy, beside: [{ ...skill, name: 'receipts' }] };
    const executor = new ScriptedExecutor(({ prompt }) =>
      answer({
        trace: [
          {
            kind: 'command',
            command: `cat /skills/${prompt === 'q1' ? 'invoices' : 'receipts'}/SKILL.md`,
            stdout: '',
            stderr: '',
            exitCode: 0,
          },
        ],
      }),
    );
    const outcome = await runEvals(planOf(suites, { arms: [both, noSkill], runs: 1 }), depsOf(executor));
    assert.deepEqual(
      outcome.results.map(({ key, outcome: each }) => [
        key.caseId,
        key.arm,
        each.kind === 'triggered' && each.loaded,
      ]),
      [
        ['1', 0, ['invoices']],
        ['2', 0, ['receipts']],
      ],
    );
  });
});

describe('answers of two arms', () => {
  it('are held against each other in both orders, when asked for', async () => {
    const executor = new ScriptedExecutor(
      ({ skills }) => (skills.length > 0 ? 'yes, at length' : 'yes'),
      ({ prompt }) => {
        const isLongFirst =
          prompt.indexOf('at length') < prompt.lastIndexOf('SECOND ANSWER') &&
          /FIRST ANSWER \w+\nyes, at length/.test(prompt);
        return JSON.stringify({ better: isLongFirst ? 'first' : 'second', evidence: 'at length' });
      },
    );
    const plan = planOf(await cases(1), { arms: [workingCopy, noSkill], runs: 2, comparesAnswers: true });
    const outcome = await runEvals(plan, depsOf(executor));
    assert.deepEqual(
      outcome.comparisons.map(({ caseId, run, preferred }) => [caseId, run, preferred]),
      [
        ['1', 1, 'first'],
        ['1', 2, 'first'],
      ],
    );
    assert.equal(executor.questions.length, 4);
    assert.deepEqual(outcome.comparing, { usage: { input: 160, output: 40 }, requests: 4 });
  });

  it('are held against each other without what tells their versions apart', async () => {
    const executor = new ScriptedExecutor(
      ({ skills }) => `yes, by /skills/invoices@${skills[0]?.published?.version}/scripts/total.py`,
      () => JSON.stringify({ better: 'same', evidence: 'by /skills/invoices/scripts/total.py' }),
    );
    const arms = [versionArm('5'), versionArm('4')] as const;
    const plan = planOf(await cases(1), { arms, runs: 1, comparesAnswers: true });
    const outcome = await runEvals(plan, depsOf(executor));
    assert.equal(outcome.comparisons[0]!.preferred, 'neither');
    assert.ok(executor.questions.every(({ prompt }) => !/invoices@/.test(prompt)));
  });
});

describe('events', () => {
  it('tell of each case and run as it begins and ends, and of what was spent', async () => {
    const executor = new ScriptedExecutor(() => 'yes');
    const deps = depsOf(executor);
    await runEvals(planOf(await cases(1), { runs: 2 }), deps);
    const lines = deps.events.map(event => {
      switch (event.kind) {
        case 'run-started':
        case 'judging':
          return `${event.kind} ${event.key.run}`;
        case 'run-ended':
          return `run-ended ${event.result.key.run}`;
        case 'case-ended':
          return `case-ended ${event.results.map(({ key }) => key.run).join(' ')}`;
        case 'spent':
          return `spent ${event.usage.input + event.usage.output} ${event.requests}`;
        default:
          return event.kind;
      }
    });
    assert.deepEqual(lines.slice(0, 4), ['started', 'case-started', 'run-started 1', 'run-started 2']);
    assert.deepEqual(lines.slice(-2), ['spent 200 2', 'case-ended 1 2']);
    assert.equal(lines.filter(line => line.startsWith('run-ended')).length, 2);
  });
});
