import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scoreOfRun, verdictOfRun } from '../../../../../src/core/evals/grade/grade.ts';
import { type GradingDeps, gradeRun } from '../../../../../src/core/evals/grade/gradeRun.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { answer, passing } from '../../../../support/evals/scriptedExecutor.ts';
import { casesOf, evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

async function grades(expectations: readonly unknown[], parts: Partial<GradingDeps> = {}) {
  const found = await suitesOf(evalsJson({ prompt: 'p', expectations }));
  return gradeRun(
    casesOf(found).cases[0]!,
    {
      answer: answer({ text: 'yes' }),
      skill: 'invoices',
      offered: ['invoices'],
      runsCommands: true,
      listsFiles: true,
    },
    {
      ask: async () => success(passing('yes')),
      readFile: async path => failed({ kind: 'unreadable', path, cause: 'ENOENT' }),
      votes: 1,
      hasSkill: true,
      isSkillEverywhere: true,
      ...parts,
    },
  );
}

describe('the grades of a run', () => {
  it('come in the order of the expectations, and the free ones are asked first', async () => {
    const order: string[] = [];
    const all = await grades(['a sentence', { contains: 'yes' }], {
      ask: async () => {
        order.push('judge');
        return success(passing('yes'));
      },
    });
    assert.deepEqual(
      all.map(({ expectation, by, verdict }) => `${expectation} ${by} ${verdict}`),
      ['1 judge passed', '2 free passed'],
    );
    assert.deepEqual(order, ['judge']);
  });

  it('fail the run with one failed expectation, and leave it open with one that was not judged', async () => {
    const judged = await grades([{ contains: 'yes' }, 'x']);
    assert.equal(verdictOfRun(judged), true);
    assert.equal(verdictOfRun(await grades([{ contains: 'no' }, 'x'])), false);
    const silent = { ask: async () => success('hm') };
    assert.equal(verdictOfRun(await grades([{ contains: 'yes' }, 'x'], silent)), null);
    assert.equal(verdictOfRun(await grades([{ contains: 'no' }, 'x'], silent)), false);
  });

  it('are all failed for an answer that the vendor kept back, and the judge is not asked', async () => {
    let asked = 0;
    const kept = answer({ text: ' ', stop: { kind: 'refused', why: 'content_filter' } });
    const found = await suitesOf(
      evalsJson({ prompt: 'p', expectations: [{ not_contains: 'x' }, 'It is so'] }),
    );
    const all = await gradeRun(
      casesOf(found).cases[0]!,
      { answer: kept, skill: 'invoices', offered: ['invoices'], runsCommands: true, listsFiles: true },
      {
        ask: async () => {
          asked++;
          return success(passing(''));
        },
        readFile: async path => failed({ kind: 'unreadable', path, cause: 'ENOENT' }),
        votes: 1,
        hasSkill: true,
        isSkillEverywhere: true,
      },
    );
    assert.deepEqual(
      all.map(({ verdict, reason }) => `${verdict} ${reason}`),
      ['failed The model declined: content_filter', 'failed The model declined: content_filter'],
    );
    assert.equal(asked, 0);
  });

  it('say that it declined where the vendor gives no reason', async () => {
    const [evalCase] = casesOf(
      await suitesOf(evalsJson({ prompt: 'p', expectations: [{ contains: 'a' }] })),
    ).cases;
    const declined = answer({ text: '', stop: { kind: 'refused', why: ' ' } });
    const seen = {
      answer: declined,
      skill: 'invoices',
      offered: ['invoices'],
      runsCommands: true,
      listsFiles: true,
    };
    const given = await gradeRun(evalCase!, seen, {
      ask: async () => success(''),
      readFile: async path => failed({ kind: 'unreadable', path, cause: 'ENOENT' }),
      ...{ votes: 1, hasSkill: true, isSkillEverywhere: true },
    });
    assert.deepEqual(
      given.map(({ reason }) => reason),
      ['The model declined.'],
    );
  });

  it('weigh in the score', async () => {
    assert.equal(scoreOfRun(await grades([{ contains: 'yes', weight: 3 }, { contains: 'no' }])), 0.75);
    assert.equal(scoreOfRun(await grades(['x'], { ask: async () => success('hm') })), null);
  });

  it('ask what needs the skill only where it is, and count it only where all arms have it', async () => {
    const written = [{ loads_skill: true }, { contains: 'yes' }];
    const withSkill = await grades(written, { isSkillEverywhere: false });
    assert.deepEqual(
      withSkill.map(({ verdict, isScored }) => [verdict, isScored]),
      [
        ['failed', false],
        ['passed', true],
      ],
    );
    assert.equal(verdictOfRun(withSkill), true);
    const without = await grades(written, { isSkillEverywhere: false, hasSkill: false });
    assert.deepEqual(
      without.map(({ verdict }) => verdict),
      ['not-applicable', 'passed'],
    );
    const alone = await grades(written);
    assert.equal(verdictOfRun(alone), false);
  });

  it('count what needs the skill everywhere when nothing else is asked', async () => {
    const [only] = await grades([{ loads_skill: true }], { isSkillEverywhere: false });
    assert.deepEqual([only!.verdict, only!.isScored], ['failed', true]);
  });

  it('give an arm without the skill no verdict, and no 0, where only what needs it is asked', async () => {
    const without = await grades([{ loads_skill: true }], { isSkillEverywhere: false, hasSkill: false });
    assert.deepEqual([without[0]!.verdict, verdictOfRun(without)], ['not-applicable', null]);
  });

  it('are not asked about files where none are listed, nor about mocked tools, by a judge or for free', async () => {
    const found = await suitesOf({
      'evals/a/prompt.md': 'p',
      'evals/a/graders/a.md': '---\ntype: llm\nfocus: files\n---\nA PDF was made.\n',
      'evals/a/graders/b.md': '---\ntype: llm\nfocus: { source: file, path: a.txt }\n---\nIt is short.\n',
      'evals/a/graders/c.md': '---\ntype: llm\nfocus: mock_calls\n---\nIt was called.\n',
      'evals/a/graders/d.md': '---\ntype: regex\npattern: pdf\ntarget: files\n---\n',
      'evals/a/graders/e.md': '---\ntype: llm\n---\nIt says yes.\n',
    });
    const seen = { answer: answer({ text: 'yes' }), skill: 'a', offered: ['a'], runsCommands: true };
    let asked = 0;
    const all = await gradeRun(
      casesOf(found).cases[0]!,
      { ...seen, listsFiles: false },
      {
        ask: async () => {
          asked++;
          return success(passing('yes'));
        },
        readFile: async path => failed({ kind: 'unreadable', path, cause: 'ENOENT' }),
        votes: 1,
        hasSkill: true,
        isSkillEverywhere: true,
      },
    );
    assert.deepEqual(
      all.map(({ verdict }) => verdict),
      [...Array(4).fill('not-applicable'), 'passed'],
    );
    assert.equal(asked, 1);
  });

  it('hold a recorded answer against the new one, and say when it is missing', async () => {
    const found = await suitesOf({
      'evals/a/prompt.md': 'p',
      'evals/a/graders/g.md': '---\ntype: baseline\nbaseline_file: good.jsonl\n---\nAs short.\n',
    });
    const run = (readFile: GradingDeps['readFile'], better: string) =>
      gradeRun(
        casesOf(found).cases[0]!,
        { answer: answer({ text: 'yes' }), skill: 'a', offered: ['a'], runsCommands: true, listsFiles: true },
        {
          ask: async ({ prompt }) => {
            const isNewFirst = /FIRST ANSWER \w+\nyes/.test(prompt);
            const said =
              better === 'new' ? (isNewFirst ? 'first' : 'second') : isNewFirst ? 'second' : 'first';
            return success(JSON.stringify({ better: said, evidence: better === 'new' ? 'yes' : 'recorded' }));
          },
          readFile,
          votes: 1,
          hasSkill: true,
          isSkillEverywhere: true,
        },
      );
    const recorded = async () => success(new TextEncoder().encode('recorded'));
    assert.equal((await run(recorded, 'new'))[0]!.verdict, 'passed');
    assert.equal((await run(recorded, 'old'))[0]!.verdict, 'failed');
    const missing = await run(async path => failed({ kind: 'unreadable', path, cause: 'ENOENT' }), 'new');
    assert.deepEqual([missing[0]!.verdict, /good\.jsonl/.test(missing[0]!.reason)], ['not-judged', true]);
  });
});
