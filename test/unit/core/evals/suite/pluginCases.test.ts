import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Grader } from '../../../../../src/core/evals/suite/expectation.ts';
import { suiteDigest } from '../../../../../src/core/evals/suite/suiteDigest.ts';
import { casesOf, marksOf, suitesOf } from '../../../../support/evals/suites.ts';

const prompt = '---\nmax_turns: 15\ntags: [smoke]\nruns: 2\ntimeout_seconds: 60\n---\n\nSay hello.\n';
const rubric = '---\ntype: llm\n---\n\nPASS if it greets.\n';

/** A case with one grader, whose file holds this. */
const graded = (grader: string) => ({ 'evals/hello/prompt.md': prompt, 'evals/hello/graders/g.md': grader });

async function graderOf(grader: string): Promise<Grader> {
  const found = await suitesOf(graded(grader));
  assert.deepEqual(found.problems, []);
  return casesOf(found).cases[0]!.expectations[0]!.grader;
}

describe('a case of claude plugin eval', () => {
  it('is read from prompt.md and graders', async () => {
    const files = { 'evals/hello/prompt.md': prompt, 'evals/hello/graders/criteria.md': rubric };
    const found = await suitesOf(files);
    const suite = casesOf(found);
    assert.deepEqual([suite.path, suite.format, found.problems], ['evals', 'plugin-cases', []]);
    const [evalCase] = suite.cases;
    assert.deepEqual(
      {
        ...evalCase,
        source: null,
        promptSource: evalCase!.promptSource,
        expectations: evalCase!.expectations.map(({ id, text }) => [id, text]),
      },
      {
        id: 'hello',
        title: 'Say hello.',
        prompt: 'Say hello.',
        expectedOutput: null,
        files: [],
        expectations: [['criteria', 'PASS if it greets.']],
        tags: ['smoke'],
        limits: { runs: 2, maxTurns: 15, timeoutMs: 60_000, systemPrompt: null },
        source: null,
        promptSource: {
          path: 'evals/hello/prompt.md',
          range: { start: { line: 7, character: 0 }, end: { line: 7, character: 10 } },
        },
      },
    );
  });

  it('of a name that another one has is told, and both are kept', async () => {
    const named = (folder: string) => ({
      [`evals/${folder}/prompt.md`]: '---\nname: same\n---\nSay hello.\n',
      [`evals/${folder}/graders/g.md`]: rubric,
    });
    const files = { ...named('a'), ...named('b') };
    const found = await suitesOf(files);
    assert.deepEqual(
      casesOf(found).cases.map(({ id }) => id),
      ['same', 'same#2'],
    );
    assert.deepEqual(marksOf(found, files), ['warning eval-duplicate-id evals/b/prompt.md:2 same']);
  });

  it('is the same case with the line ends of Windows', async () => {
    const files = {
      'evals/hello/prompt.md': '---\nruns: 2\n---\n\nSay hello.\nTwice.\n',
      'evals/hello/graders/a.md': '---\ntype: llm\n---\n\nPASS if it greets.\nFAIL if not.\n',
      'evals/hello/graders/b.md': '---\ntype: regex\n---\nhello\nhello\n',
    };
    const ofWindows = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    const [here, there] = [await suitesOf(files), await suitesOf(ofWindows)];
    assert.equal(casesOf(there).cases[0]!.prompt, 'Say hello.\nTwice.');
    assert.equal(suiteDigest(there.suites), suiteDigest(here.suites));
  });

  it('is read from case.yaml alone, and folders may group cases', async () => {
    const files = {
      'evals/greetings/hello/case.yaml': [
        'schema_version: "1.1"',
        'name: hello-there',
        'expected_outcome: a greeting',
        'context:',
        '  add_dirs: [resources]',
        'execution:',
        '  prompt: Say hello.',
        '  append_system_prompt: Be brief.',
        '  env: { EVAL_NAME: x }',
        'graders:',
        '  - type: regex',
        '    name: greets',
        '    pattern: hello',
        '    flags: i',
      ].join('\n'),
      'evals/greetings/hello/resources/a.txt': 'a',
    };
    const found = await suitesOf(files);
    assert.deepEqual(found.problems, []);
    const [evalCase] = casesOf(found).cases;
    assert.deepEqual(
      [evalCase!.id, evalCase!.prompt, evalCase!.expectedOutput, evalCase!.limits.systemPrompt],
      ['hello-there', 'Say hello.', 'a greeting', 'Be brief.'],
    );
    assert.deepEqual(
      [evalCase!.files.map(({ path }) => path), evalCase!.expectations.map(({ id }) => id)],
      [['evals/greetings/hello/resources/a.txt'], ['greets']],
    );
  });

  it('takes from prompt.md what case.yaml says too, and the graders of both', async () => {
    const found = await suitesOf({
      'evals/hello/prompt.md': '---\nruns: 5\n---\nSay hello.\n',
      'evals/hello/case.yaml':
        'schema_version: "1.1"\nname: hello\nruns: 2\nexecution: { prompt: other, max_turns: 4 }\ngraders: [{ type: file_exists, name: made, path: a.txt }]\n',
      'evals/hello/graders/criteria.md': rubric,
    });
    const [evalCase] = casesOf(found).cases;
    assert.deepEqual(
      [
        evalCase!.prompt,
        evalCase!.limits.runs,
        evalCase!.limits.maxTurns,
        evalCase!.expectations.map(({ id }) => id),
      ],
      ['Say hello.', 5, 4, ['made', 'criteria']],
    );
    assert.deepEqual(found.problems, []);
  });

  it('tells of unknown keys as the mistakes that they are there', async () => {
    const files = {
      'evals/hello/prompt.md': '---\nmax_turn: 3\nscaffold: x\n---\nSay hello.\n',
      'evals/hello/graders/g.md': '---\ntype: llm\ntarget: trace\n---\nPASS\n',
    };
    const found = await suitesOf(files);
    assert.deepEqual(marksOf(found, files), [
      'error eval-unknown-key evals/hello/graders/g.md:3 target',
      'error eval-unknown-key evals/hello/prompt.md:2 max_turn',
      'error eval-unknown-key evals/hello/prompt.md:3 scaffold',
    ]);
    assert.equal(found.problems[1]!.fixes[0]!.edits[0]!.text, 'max_turns');
  });

  it('tells once of a value of a wrong type, and not also of what it would have held', async () => {
    const head = 'schema_version: "1.1"\nname: a\n';
    for (const [yaml, says] of [
      [
        'execution: Say hello.\ncontext: 5\n',
        ['"execution" takes a group of keys, not a text.', '"context" takes a group of keys, not 5.'],
      ],
      ['execution:\n  prompt: 7\n', ['"prompt" takes a text, not 7.']],
      [
        'execution:\n  prompt: p\ngraders:\n  - { type: regex, pattern: 12 }\n  - { type: llm, criteria: PASS. }\n',
        ['"pattern" takes a text, not 12.'],
      ],
    ] as const) {
      const grader = { 'evals/a/graders/g.md': '---\ntype: llm\n---\nPASS.\n' };
      const found = await suitesOf({ ...grader, 'evals/a/case.yaml': `${head}${yaml}` });
      assert.deepEqual(
        found.problems.map(({ message }) => message),
        says,
      );
    }
  });

  it('is said not to be read where its prompt or a grader has more than 2 MB', async () => {
    for (const name of ['prompt.md', 'case.yaml', 'graders/g.md']) {
      const path = `evals/a/${name}`;
      const rest = {
        'evals/a/prompt.md': 'Say hello.',
        'evals/a/graders/h.md': '---\ntype: llm\n---\nPASS.\n',
      };
      const found = await suitesOf({ ...rest, [path]: 3 * 2 ** 20 });
      assert.deepEqual(
        found.problems.map(({ severity, source, message }) => `${severity} ${source.path} ${message}`),
        [`error ${path} A ${name.split('/').at(-1)} of more than 2 MB is not read.`],
      );
    }
  });

  it('tells of values out of bounds, of names of variables, and of what case.yaml lacks', async () => {
    const files = {
      'evals/hello/case.yaml':
        'runs: 51\nexecution:\n  prompt: p\n  max_turns: 201\n  timeout_seconds: 3601\n  env: { PATH: x }\ngraders: [{ type: llm, criteria: c, weight: 0 }]\n',
    };
    const found = await suitesOf(files);
    assert.deepEqual(
      found.problems.map(({ source, message }) => `${source.range.start.line + 1} ${message}`),
      [
        '1 A case.yaml needs "schema_version": "1.1".',
        '1 A case.yaml needs "name".',
        '1 "runs" takes a whole number from 1 to 50, not 51.',
        '4 "max_turns" takes a whole number from 1 to 200, not 201.',
        '5 "timeout_seconds" takes a whole number from 1 to 3,600, not 3601.',
        '6 Variables of a case are named EVAL_…, in capitals, not "PATH".',
        '7 "weight" takes a number above 0, not 0.',
      ],
    );
  });

  it('says that scaffolds, histories and mocks are not used here', async () => {
    const found = await suitesOf({
      'evals/hello/prompt.md': 'Say hello.',
      'evals/hello/case.yaml':
        'schema_version: "1.1"\nname: hello\ncontext: { scaffold_script: a.sh, history_file: b.jsonl }\ngraders: [{ type: llm, criteria: c }]\n',
      'evals/mocks/tracker/create.md': 'x',
    });
    assert.deepEqual(
      found.problems.map(({ severity, code }) => `${severity} ${code}`),
      Array.from({ length: 3 }, () => 'information eval-setup-not-run'),
    );
  });

  it('without a prompt or a grader is told', async () => {
    const files = { 'evals/a/prompt.md': '---\nruns: 1\n---\n', 'evals/b/prompt.md': 'Say hello.' };
    const found = await suitesOf(files);
    assert.deepEqual(
      found.problems.map(({ code, source }) => `${code} ${source.path}`),
      ['eval-no-prompt evals/a/prompt.md', 'eval-judges-nothing evals/b/prompt.md'],
    );
  });

  it('is one of up to 500, and what is left out is told', async () => {
    const cases = Array.from({ length: 503 }, (_, at) => [
      [`evals/c${1000 + at}/prompt.md`, 'Say hello.'],
      [`evals/c${1000 + at}/graders/g.md`, rubric],
    ]);
    const found = await suitesOf(Object.fromEntries(cases.flat()));
    assert.equal(casesOf(found).cases.length, 500);
    assert.deepEqual(
      found.problems.map(({ code, source, message }) => `${code} ${source.path} ${message}`),
      ['eval-too-many-cases evals/c1500/prompt.md Only the first 500 of 503 cases are read.'],
    );
  });

  it('with a mistake in its YAML says what to do, in plain words', async () => {
    const found = await suitesOf({
      'evals/a/case.yaml': 'name: a: b\n',
      'evals/b/prompt.md': '---\nname: "b\n---\nSay hello.\n',
      'evals/b/graders/g.md': rubric,
    });
    assert.deepEqual(
      found.problems.map(({ message }) => message),
      [
        'case.yaml does not parse: a second ": " stands in this line; put the value in quotes.',
        'The front matter does not parse: a closing bracket or quote is missing.',
      ],
    );
  });

  it('with front matter or YAML that does not parse is marked where it shows', async () => {
    const files = {
      'evals/a/prompt.md': '---\nruns: [1\n---\nSay hello.\n',
      'evals/a/graders/g.md': rubric,
      'evals/b/case.yaml': 'name: "b\n',
    };
    const found = await suitesOf(files);
    assert.deepEqual(
      found.problems.filter(({ code }) => code === 'eval-syntax').map(({ source }) => source.path),
      ['evals/a/prompt.md', 'evals/b/case.yaml'],
    );
  });
});

describe('a grader of claude plugin eval', () => {
  it('of the type regex has its pattern in a key or in its body', async () => {
    const expected = { kind: 'regex', pattern: 'a\\d', flags: 'i', match: 'found', target: 'answer' };
    assert.deepEqual(await graderOf("---\ntype: regex\npattern: 'a\\d'\nflags: i\n---\nA note.\n"), expected);
    assert.deepEqual(await graderOf('---\ntype: regex\nflags: i\n---\na\\d\n'), expected);
  });

  it('of the type regex counts, excludes, and looks at trace, files or one file', async () => {
    const matches = await Promise.all(
      [
        'match: not_contains',
        'match: "count:4"',
        'target: trace',
        'target: files',
        'target: { source: file, path: out.txt }',
      ].map(line => graderOf(`---\ntype: regex\npattern: a\n${line}\n---\n`)),
    );
    assert.deepEqual(
      matches.map(grader => (grader.kind === 'regex' ? [grader.match, grader.target] : null)),
      [
        ['not-found', 'answer'],
        [{ count: 4 }, 'answer'],
        ['found', 'trace'],
        ['found', 'files'],
        ['found', { file: 'out.txt' }],
      ],
    );
  });

  it('of the type tool_used has bounds, and none of a tool is a max of 0', async () => {
    const call = { tool: 'Bash', inputMatch: 'npm' };
    assert.deepEqual(await graderOf('---\ntype: tool_used\ntool: Bash\ninput_match: npm\n---\n'), {
      kind: 'tool-used',
      call,
      min: 1,
      max: null,
    });
    const never = '---\ntype: tool_used\ntool: Bash\ninput_match: npm\nmin: 0\nmax: 0\n---\n';
    assert.deepEqual(await graderOf(never), {
      kind: 'tool-used',
      call,
      min: 0,
      max: 0,
    });
  });

  for (const [what, keys, says, fix] of [
    ['a max of 0 alone', 'max: 0', /"min" is 1 there unless said/, 'Add "min: 0"'],
    ['bounds the wrong way round', 'min: 3\nmax: 1', /can never pass: "min" is above "max"/, null],
  ] as const) {
    it(`of the type tool_used is told where it can never pass: ${what}`, async () => {
      const found = await suitesOf(graded(`---\ntype: tool_used\ntool: Bash\n${keys}\n---\n`));
      const [problem, ...others] = found.problems;
      assert.match(problem!.message, says);
      assert.deepEqual(
        [problem!.code, problem!.source.path, others],
        ['eval-value', 'evals/hello/graders/g.md', []],
      );
      assert.equal(problem!.fixes[0]?.title ?? null, fix);
      assert.equal(problem!.fixes[0]?.edits[0]?.text ?? null, fix && 'min: 0\nmax');
    });
  }

  it('of the type tool_used says what to write for a flag, which it has no key for', async () => {
    const found = await suitesOf(graded("---\ntype: tool_used\ntool: Bash\ninput_match: '(?i)npm'\n---\n"));
    assert.match(
      found.problems[0]!.message,
      /"\(\?i\)" at its start is not supported; write \[Aa\] for a letter/,
    );
    const regex = await suitesOf(graded("---\ntype: regex\npattern: '(?i)npm'\n---\n"));
    assert.match(regex.problems[0]!.message, /put "i" into "flags"/);
  });

  it('of the type tool_order takes tools, or tools with their input', async () => {
    assert.deepEqual(
      await graderOf("---\ntype: tool_order\nbefore: Read\nafter: { tool: Bash, input_match: 'git' }\n---\n"),
      {
        kind: 'tool-order',
        before: { tool: 'Read', inputMatch: null },
        after: { tool: 'Bash', inputMatch: 'git' },
      },
    );
  });

  it('of the types file_exists, llm and baseline is read with its options', async () => {
    assert.deepEqual(await graderOf('---\ntype: file_exists\npath: "*.pdf"\nexists: false\n---\n'), {
      kind: 'file-exists',
      path: '*.pdf',
      isExpected: false,
    });
    assert.deepEqual(await graderOf('---\ntype: llm\nfocus: trace\n---\nPASS if x.\n'), {
      kind: 'sentence',
      sentence: 'PASS if x.',
      focus: 'trace',
      isFromExpectedOutput: false,
    });
    assert.deepEqual(await graderOf('---\ntype: baseline\nbaseline_file: good.jsonl\n---\nAs short.\n'), {
      kind: 'baseline',
      path: 'evals/hello/good.jsonl',
      criteria: 'As short.',
    });
  });

  it('may have a long pattern, comments and a body of several lines', async () => {
    const pattern = Array.from({ length: 200 }, (_, index) => `(?:a${index}|b{1,2})`).join('|');
    const grader = await graderOf(
      `---\n# why: it has to match.\ntype: regex\ntarget: { source: file, path: .git/x.json }\npattern: '${pattern}'\n---\n\nNotes.\n\nMore.\n`,
    );
    assert.deepEqual(grader.kind === 'regex' && [grader.pattern, grader.target], [
      pattern,
      { file: '.git/x.json' },
    ]);
  });

  it('that asks whether a skill was loaded counts only with the skill, unless it says otherwise', async () => {
    const arms = async (line: string) => {
      const found = await suitesOf(graded(`---\ntype: tool_used\ntool: Skill\n${line}---\n`));
      return casesOf(found).cases[0]!.expectations[0]!.arms;
    };
    assert.deepEqual([await arms(''), await arms('arm: both\nmax: 0\n')], ['with-only', 'both']);
  });

  for (const [what, grader, code, says] of [
    [
      'an unknown type',
      '---\ntype: script\n---\n',
      'eval-unknown-grader',
      /no grader of the type "script": regex, tool_used/,
    ],
    ['no type', '---\nweight: 1\n---\n', 'eval-value', /lacks "type"/],
    ['no front matter', 'PASS if x.', 'eval-value', /begins with front matter/],
    ['no criteria', '---\ntype: llm\n---\n', 'eval-value', /lacks "criteria"/],
    [
      'a pattern that does not compile',
      '---\ntype: regex\npattern: "(a"\n---\n',
      'eval-regex',
      /Unterminated group/,
    ],
    [
      'flags in the pattern',
      '---\ntype: regex\npattern: "(?i)a"\n---\n',
      'eval-regex',
      /put "i" into "flags"/,
    ],
    [
      'an input_match that does not compile',
      '---\ntype: tool_used\ntool: Bash\ninput_match: "["\n---\n',
      'eval-regex',
      /character class/,
    ],
    [
      'a match that nobody knows',
      '---\ntype: regex\npattern: a\nmatch: some\n---\n',
      'eval-value',
      /contains, not_contains or count:N/,
    ],
    [
      'a target that nobody knows',
      '---\ntype: regex\npattern: a\ntarget: stdout\n---\n',
      'eval-value',
      /last_message, trace, files/,
    ],
    [
      'an arm that nobody knows',
      '---\ntype: regex\npattern: a\narm: with_only\n---\n',
      'eval-value',
      /"with-only" or "both"/,
    ],
  ] as const) {
    it(`with ${what} is told`, async () => {
      const { problems } = await suitesOf(graded(grader));
      assert.equal(problems[0]!.code, code);
      assert.match(problems[0]!.message, says);
    });
  }
});
