import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gradeFree, type SeenRun } from '../../../../../src/core/evals/grade/gradeFree.ts';
import { loadedSkills } from '../../../../../src/core/evals/grade/seenAnswer.ts';
import type { ModelAnswer, TraceStep } from '../../../../../src/core/evals/run/answer.ts';
import type { FreeGrader } from '../../../../../src/core/evals/suite/expectation.ts';
import { answer } from '../../../../support/evals/scriptedExecutor.ts';
import { casesOf, evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

const ran = (command: string, exitCode: number | null = 0): TraceStep => ({
  kind: 'command',
  command,
  stdout: '',
  stderr: '',
  exitCode,
});

const seen = (parts: Partial<ModelAnswer>, other: Partial<SeenRun> = {}): SeenRun => ({
  answer: answer(parts),
  skill: 'invoices',
  offered: ['invoices', 'invoices-eu'],
  runsCommands: true,
  listsFiles: true,
  ...other,
});

/** The grader as it is written in evals.json. */
async function graderOf(written: object): Promise<FreeGrader> {
  const found = await suitesOf(evalsJson({ prompt: 'p', expectations: [written] }));
  return casesOf(found).cases[0]!.expectations[0]!.grader as FreeGrader;
}

async function grade(written: object, run: SeenRun): Promise<string> {
  const { verdict, evidence } = gradeFree(await graderOf(written), run);
  return evidence === null ? verdict : `${verdict} ${evidence}`;
}

const file = (path: string, text: string | null = null) => ({ path, size: 1, text });

describe('a text in the answer', () => {
  it('is the same with other line ends, and in the other form that Unicode has for it', async () => {
    const run = seen({ text: 'Caf\u00e9\r\nau lait' });
    assert.equal(await grade({ contains: 'Cafe\u0301\nau' }, run), 'passed Caf\u00e9\nau lait');
    assert.equal(
      await grade({ not_contains: 'cafe\u0301\nau', ignore_case: true }, run),
      'failed Café\nau lait',
    );
  });

  const run = seen({ text: 'The total is €1,284.50.', trace: [{ kind: 'message', text: 'Let me see.' }] });

  for (const [written, expected] of [
    [{ contains: '1,284.50' }, 'passed The total is €1,284.50.'],
    [{ contains: 'TOTAL' }, 'failed'],
    [{ contains: 'TOTAL', ignore_case: true }, 'passed The total is €1,284.50.'],
    [{ not_contains: 'USD' }, 'passed'],
    [{ not_contains: '€' }, 'failed The total is €1,284.50.'],
    [{ contains: 'Let me' }, 'failed'],
    [{ contains: 'Let me', target: 'trace' }, 'passed'],
    [{ regex: 'total\\s+is' }, 'passed The total is €1,284.50.'],
    [{ regex: 'TOTAL' }, 'failed'],
    [{ regex: 'TOTAL', flags: 'i' }, 'passed The total is €1,284.50.'],
    [{ regex: 'USD', match: 'not_contains' }, 'passed'],
    [{ regex: '\\d', match: 'count:6' }, 'passed The total is €1,284.50.'],
    [{ regex: '\\d', match: 'count:5' }, 'failed The total is €1,284.50.'],
  ] as const) {
    it(`is found or not: ${JSON.stringify(written)}`, async () => {
      const told = await grade(written, run);
      assert.ok(told === expected || (expected === 'passed' && told.startsWith('passed')), told);
    });
  }

  it('is looked for in one of the files that were made', async () => {
    const made = seen({ files: [file('/mnt/data/out/sum.csv', 'a,42')] });
    assert.equal(await grade({ contains: '42', target: { file: 'sum.csv' } }, made), 'passed a,42');
    assert.equal(await grade({ contains: '42', target: { file: 'other.csv' } }, made), 'failed');
    assert.equal(await grade({ regex: 'sum\\.csv$', target: 'files' }, made), 'passed /mnt/data/out/sum.csv');
  });
});

describe('a regular expression that never ends', () => {
  for (const pattern of ['(a+)+$', '(a|aa)+$', '^(\\w+\\s?)*$', '(x+x+)+y']) {
    it(`is given up and not taken for a fail: ${pattern}`, async () => {
      const text = `${'a'.repeat(60)}${'x'.repeat(60)}!`;
      const { verdict, reason } = gradeFree(await graderOf({ regex: pattern }), seen({ text }));
      assert.deepEqual([verdict, reason.includes('takes too long')], ['not-judged', true]);
    });
  }

  it('is given up in the input of a tool, too', async () => {
    const run = seen({ trace: [ran(`${'a'.repeat(50)}!`)] });
    assert.equal(await grade({ tool_used: 'Bash', input_match: '(a+)+"$' }, run), 'not-judged');
  });
});

describe('a command', () => {
  const run = seen({
    trace: [ran('cd /skill && python  scripts/read.py in.csv'), ran('python scripts/total.py', 1)],
  });

  for (const [written, expected] of [
    [{ ran: 'scripts/read.py' }, 'passed'],
    [{ ran: 'python scripts/read.py' }, 'passed'],
    [{ ran: ['read.py', 'total.py'] }, 'passed'],
    [{ ran: ['total.py', 'read.py'] }, 'failed'],
    [{ ran: ['read.py', 'read.py'] }, 'failed'],
    [{ ran: ['cd /skill', 'read.py'] }, 'passed'],
    [{ ran: 'scripts/send.py' }, 'failed'],
    [{ not_ran: 'rm -rf' }, 'passed'],
    [{ not_ran: ['rm', 'total.py'] }, 'failed'],
  ] as const) {
    it(`was run, in order, or was not: ${JSON.stringify(written)}`, async () => {
      assert.equal((await grade(written, run)).split(' ')[0], expected);
    });
  }

  it('cannot be judged where nothing is executed', async () => {
    assert.equal(await grade({ ran: 'a' }, seen({}, { runsCommands: false })), 'not-applicable');
    assert.equal(await grade({ not_ran: 'a' }, seen({}, { runsCommands: false })), 'not-applicable');
  });
});

describe('a file', () => {
  it('is named in the answer, in a command or in a call, as a whole name', async () => {
    const named = (parts: Partial<ModelAnswer>) => grade({ names_file: 'references/x.md' }, seen(parts));
    assert.match(await named({ text: 'See references/x.md.' }), /^passed/);
    assert.match(await named({ trace: [ran('cat ./references/x.md')] }), /^passed/);
    assert.match(
      await named({ trace: [{ kind: 'file', action: 'read', path: '/s/references/x.md' }] }),
      /^passed/,
    );
    assert.equal(await named({ text: 'See references/x.mdx and my-references/x.md' }), 'failed');
    assert.equal(await named({ text: 'See references/x.md.bak' }), 'failed');
    assert.match(
      await grade({ names_file: './references/x.md' }, seen({ text: 'See references/x.md' })),
      /^passed/,
    );
  });

  it('was made, whatever folder it was made in, by name or pattern', async () => {
    const run = seen({ files: [file('/mnt/data/reports/a.pdf')] });
    assert.equal(await grade({ file_exists: 'a.pdf' }, run), 'passed /mnt/data/reports/a.pdf');
    assert.equal(await grade({ file_exists: './reports/*.pdf' }, run), 'passed /mnt/data/reports/a.pdf');
    assert.equal(await grade({ file_exists: '*.docx' }, run), 'failed');
    assert.equal(await grade({ file_exists: '*.docx', exists: false }, run), 'passed');
  });

  it('cannot be judged where files are not listed', async () => {
    assert.equal(await grade({ file_exists: 'a' }, seen({}, { listsFiles: false })), 'not-applicable');
    assert.equal(
      await grade({ contains: 'a', target: { file: 'a' } }, seen({}, { listsFiles: false })),
      'not-applicable',
    );
  });
});

describe('a skill', () => {
  for (const [what, step, loaded] of [
    ['the vendor says so', { kind: 'skill-loaded', skill: 'invoices' }, ['invoices']],
    ['its SKILL.md is read by a command', ran('cat /mnt/skills/invoices/SKILL.md'), ['invoices']],
    ['its folder carries a version', ran('sed -n 1,80p "/s/invoices-3/SKILL.md"'), ['invoices']],
    ['another name begins like it', ran('cat skills/invoices-eu/SKILL.md'), ['invoices-eu']],
    [
      'a tool of that name is called',
      { kind: 'tool', tool: 'Skill', input: '{"skill":"x:invoices"}', output: null },
      ['invoices'],
    ],
    [
      'its SKILL.md is read by a tool',
      { kind: 'tool', tool: 'view', input: '{"path":"/s/invoices/SKILL.md"}', output: null },
      ['invoices'],
    ],
    ['all of them are read', ran('cat skills/*/SKILL.md'), ['invoices', 'invoices-eu']],
    ['its SKILL.md is read in its own folder', ran('cd "/s/invoices-3" && cat ./SKILL.md'), ['invoices']],
    ['another folder is searched for it', ran('cd /s && find . -name SKILL.md'), []],
    ['a SKILL.md is written', ran("mkdir -p /tmp/invoices; cat > '/tmp/invoices/SKILL.md' <<EOF"), []],
    ['one is appended to', ran('echo x >>/tmp/invoices/SKILL.md; date | tee -a /o/invoices/SKILL.md'), []],
    [
      'a tool writes one',
      { kind: 'tool', tool: 'write_file', input: '{"path":"/s/invoices/SKILL.md"}', output: null },
      [],
    ],
    ['a file of it is run', ran('python /s/invoices/scripts/a.py'), []],
    ['it is only talked about', { kind: 'message', text: 'I read invoices/SKILL.md' }, []],
  ] as const) {
    it(`was loaded when ${what}`, () => {
      assert.deepEqual(loadedSkills(answer({ trace: [step] }), ['invoices', 'invoices-eu']), loaded);
    });
  }

  it('that is the only one is meant by any SKILL.md', () => {
    assert.deepEqual(loadedSkills(answer({ trace: [ran('cat /m/skill_9/SKILL.md')] }), ['invoices']), [
      'invoices',
    ]);
  });

  it('passes or fails its grader', async () => {
    const run = seen({ trace: [ran('cat /s/invoices/SKILL.md')] });
    assert.equal(await grade({ loads_skill: true }, run), 'passed');
    assert.equal(await grade({ loads_skill: false }, run), 'failed');
    assert.equal(await grade({ loads_skill: 'invoices-eu' }, run), 'failed');
  });
});

describe('a tool', () => {
  const run = seen({
    trace: [
      ran('cat /s/invoices/SKILL.md'),
      { kind: 'tool', tool: 'WebFetch', input: '{"url":"https://x.test"}', output: 'x' },
      { kind: 'file', action: 'written', path: 'out.md' },
    ],
  });

  for (const [written, expected] of [
    [{ tool_used: 'Bash' }, 'passed'],
    [{ tool_used: 'shell', input_match: 'SKILL' }, 'passed'],
    [{ tool_used: 'Skill', input_match: '"skill"\\s*:\\s*"(?:[\\w-]+:)?invoices"' }, 'passed'],
    [{ tool_used: 'WebFetch', input_match: 'y\\.test' }, 'failed'],
    [{ tool_used: 'WebFetch', max: 0 }, 'failed'],
    [{ tool_used: 'Edit', max: 0 }, 'passed'],
    [{ tool_used: 'Bash', min: 2 }, 'failed'],
    [{ tool_used: 'Write', input_match: 'out\\.md' }, 'passed'],
    [{ tool_order: ['WebFetch', 'Write'] }, 'passed'],
    [{ tool_order: ['Write', 'WebFetch'] }, 'failed'],
    [{ tool_order: ['Read', 'Write'] }, 'failed'],
  ] as const) {
    it(`was called so often, or in this order: ${JSON.stringify(written)}`, async () => {
      assert.equal((await grade(written, run)).split(' ')[0], expected);
    });
  }

  it('has no verdict on its order where an expression takes for ever on an input', () => {
    const call = (tool: string, inputMatch: string | null = null) => ({ tool, inputMatch });
    const slow = seen({
      trace: [
        { kind: 'tool', tool: 'Read', input: '{}', output: '' },
        { kind: 'tool', tool: 'Write', input: `${'a'.repeat(40)}!`, output: '' },
      ],
    });
    const grader = { kind: 'tool-order', before: call('Read'), after: call('Write', '(a+)+$') } as const;
    const { verdict, reason } = gradeFree(grader, slow);
    assert.deepEqual([verdict, reason.includes('takes too long')], ['not-judged', true]);
  });

  it('that is asked for twice is not said to be the other way round', () => {
    const call = { tool: 'Bash', inputMatch: null };
    const { verdict, reason } = gradeFree({ kind: 'tool-order', before: call, after: call }, run);
    assert.deepEqual([verdict, reason], ['failed', 'The same call is both.']);
  });
});
