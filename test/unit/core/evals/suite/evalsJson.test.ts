import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSuites } from '../../../../../src/core/evals/suite/readSuites.ts';
import { casesOf, evalsJson, marksOf, suitesOf } from '../../../../support/evals/suites.ts';

const complete = {
  id: 1,
  prompt: 'Total the invoices.',
  expected_output: 'The total',
  files: ['evals/files/a.csv'],
  expectations: ['The total is in euros', { contains: '42' }],
};

describe('evals.json', () => {
  it('is read with its prompts, files and expectations', async () => {
    const files = { ...evalsJson(complete), 'evals/files/a.csv': 'a,b' };
    const found = await suitesOf(files, 'invoices');
    const suite = casesOf(found);
    assert.equal(suite.skillName, 'invoices');
    assert.deepEqual(
      suite.cases.map(({ id, title, prompt, expectedOutput, files: inputs, expectations }) => ({
        id,
        title,
        prompt,
        expectedOutput,
        inputs: inputs.map(({ path }) => path),
        expectations: expectations.map(({ id: name, text }) => `${name} ${text}`),
      })),
      [
        {
          id: '1',
          title: 'Total the invoices.',
          prompt: 'Total the invoices.',
          expectedOutput: 'The total',
          inputs: ['evals/files/a.csv'],
          expectations: ['1 The total is in euros', '2 Contains “42”'],
        },
      ],
    );
    assert.deepEqual(found.problems, []);
  });

  for (const key of ['cases', 'test_cases', 'tests']) {
    it(`may have its cases under "${key}"`, async () => {
      const evalCase = { id: 'a', prompt: 'p', assertions: ['x'] };
      const found = await suitesOf({ 'evals/evals.json': JSON.stringify({ version: 1, [key]: [evalCase] }) });
      assert.deepEqual(
        casesOf(found).cases.map(({ id, expectations }) => [id, expectations.map(({ text }) => text)]),
        [['a', ['x']]],
      );
      assert.deepEqual(found.problems, []);
    });
  }

  it('of another tool, with prompts that nothing here can judge, is said not to be read', async () => {
    const cases = [{ prompt: '/scan', required_artifacts: ['plan.md'] }];
    const found = await suitesOf({ 'evals/evals.json': JSON.stringify({ cases }) });
    assert.deepEqual(
      found.problems.map(({ code }) => code),
      ['eval-shape'],
    );
  });

  it('has its cases under "evals" where other lists stand beside it', async () => {
    const cases = { cases: [{ prompt: 'c' }], evals: [{ prompt: 'p', expectations: ['x'] }] };
    const found = await suitesOf({ 'evals/evals.json': JSON.stringify(cases) });
    assert.deepEqual(
      casesOf(found).cases.map(({ prompt }) => prompt),
      ['p'],
    );
  });

  it('may say of a case whether the skill should be loaded, which is one more thing that it is held to', async () => {
    const cases = [
      { id: 1, prompt: 'a', expectations: ['x'] },
      { id: 2, prompt: 'b', should_trigger: true, expectations: [{ contains: 'y' }] },
      { id: 3, prompt: 'c', should_trigger: false, expected_output: 'z' },
      { id: 4, prompt: 'd', should_trigger: false },
    ];
    const alone = [{ id: 5, prompt: 'e', should_trigger: true, assertions: ['x'] }];
    const told = async (evals: readonly unknown[]) => {
      const found = await suitesOf({ 'evals/evals.json': JSON.stringify({ evals }) });
      assert.deepEqual(found.problems, []);
      return casesOf(found).cases.map(({ id, expectations }) => [
        id,
        ...expectations.map(({ text }) => text),
      ]);
    };
    assert.deepEqual(await told(cases), [
      ['1', 'x'],
      ['2', 'Contains “y”', 'Loads the skill'],
      ['3', 'z', 'Does not load the skill'],
      ['4', 'Does not load the skill'],
    ]);
    assert.deepEqual(await told(alone), [['5', 'x', 'Loads the skill']]);
  });

  it('says that queries beside its cases belong into a file of their own', async () => {
    const content = { evals: [complete], trigger_tests: [{ query: 'q', should_trigger: true }] };
    const files = { 'evals/evals.json': JSON.stringify(content, null, 1), 'evals/files/a.csv': 'a' };
    const found = await suitesOf(files);
    assert.equal(casesOf(found).cases.length, 1);
    assert.deepEqual(marksOf(found, files), ['information eval-shape evals/evals.json:18 "trigger_tests"']);
  });

  it('takes numbers for the ids of expectations', async () => {
    const found = await suitesOf(evalsJson({ prompt: 'p', expectations: [{ id: 7, text: 'a' }] }));
    const [evalCase] = casesOf(found).cases;
    assert.deepEqual([evalCase!.expectations.map(({ id }) => id), found.problems], [['7'], []]);
  });

  it('gives each case, prompt and expectation its place in the file', async () => {
    const files = evalsJson({ id: 1, prompt: 'p', expectations: ['a', 'b'] });
    const [evalCase] = casesOf(await suitesOf(files)).cases;
    const lines = files['evals/evals.json']!.split('\n');
    const start = evalCase!.source.range.start;
    assert.equal(lines[start.line]!.slice(start.character), '{');
    const [, second] = evalCase!.expectations;
    assert.equal(lines[second!.source.range.start.line]!.trim(), '"b"');
    assert.equal(lines[evalCase!.promptSource.range.start.line]!.trim(), '"prompt": "p",');
  });

  for (const [what, evalCase, expected] of [
    ['assertions instead of expectations', { prompt: 'p', assertions: ['a'] }, ['a']],
    ['assertions with an id and a text', { prompt: 'p', assertions: [{ id: 'x', text: 'a' }] }, ['a']],
    [
      'assertions with a name and a description',
      { prompt: 'p', assertions: [{ name: 'x', description: 'a' }] },
      ['a'],
    ],
    ['a query with its expected behaviour', { query: 'p', expected_behavior: ['a', 'b'] }, ['a', 'b']],
    ['an expected output alone', { prompt: 'p', expected_output: 'a' }, ['a']],
    [
      'notes of the author beside the known keys',
      { prompt: 'p', expectations: ['a'], category: 'x', must_have: [1] },
      ['a'],
    ],
    ['a sentence with a weight', { prompt: 'p', expectations: [{ text: 'a', weight: 2 }] }, ['a']],
  ] as const) {
    it(`is read with ${what}, without a complaint`, async () => {
      const found = await suitesOf(evalsJson({ id: 1, ...evalCase }));
      assert.deepEqual(
        casesOf(found).cases.map(({ prompt, expectations }) => [
          prompt,
          ...expectations.map(({ text }) => text),
        ]),
        [['p', ...expected]],
      );
      assert.deepEqual(found.problems, []);
    });
  }

  it('may have any name, be a bare list, and lie beside others', async () => {
    const found = await suitesOf({
      'evals/evals.json': '[{"prompt":"p","expected_output":"x"}]',
      'evals/more-evals.json': '{"evals":[{"prompt":"q","expected_output":"x"}]}',
      'evals/results/evals.json': '{"evals":[{"prompt":"r"}]}',
      'evals/grading.json': '{"expectations":[{"text":"a","passed":true,"evidence":""}]}',
    });
    assert.deepEqual(
      found.suites.map(({ path }) => path),
      ['evals/evals.json', 'evals/more-evals.json'],
    );
    assert.deepEqual(found.problems, []);
  });

  it('keeps ids that are texts, counts where there is none, and tells of those that stand twice', async () => {
    const files = evalsJson(
      { id: 'a', prompt: 'p', expected_output: 'x' },
      { prompt: 'q', expected_output: 'x' },
      { id: 'a', prompt: 'r', expected_output: 'x' },
      { id: 2, prompt: 's', expected_output: 'x' },
    );
    const found = await suitesOf(files);
    assert.deepEqual(
      casesOf(found).cases.map(({ id }) => id),
      ['a', '2', 'a#2', '2#2'],
    );
    assert.deepEqual(marksOf(found, files), [
      'warning eval-duplicate-id evals/evals.json:14 "a"',
      'warning eval-duplicate-id evals/evals.json:19 2',
    ]);
    assert.deepEqual(
      found.problems.map(({ fixes }) => fixes.map(({ edits }) => edits[0]?.text)),
      [['"a-2"'], ['3']],
    );
  });

  it('runs the other cases where one has no prompt, and says which', async () => {
    const files = evalsJson({ id: 7, prompt: ' ' }, { id: 8, prompt: 'p', expected_output: 'x' });
    const found = await suitesOf(files);
    assert.deepEqual(
      casesOf(found).cases.map(({ id }) => id),
      ['8'],
    );
    assert.deepEqual(marksOf(found, files), ['error eval-no-prompt evals/evals.json:6 " "']);
    assert.match(found.problems[0]!.message, /^The case 7 has no "prompt"/);
  });

  it('tells of a case that would pass whatever is answered', async () => {
    const files = evalsJson({ id: 1, prompt: 'p' }, { id: 2, prompt: 'q', expectations: [] });
    assert.deepEqual(marksOf(await suitesOf(files), files), [
      'warning eval-judges-nothing evals/evals.json:6 "p"',
      'warning eval-judges-nothing evals/evals.json:10 "q"',
    ]);
  });

  it('offers the known key for one that is misspelt, in cases and free graders', async () => {
    const files = evalsJson(
      { prompt: 'p', expectation: ['a'], expected_output: 'x' },
      { prompt: 'q', expectations: [{ contains: 'a', ignorecase: true }] },
    );
    const found = await suitesOf(files);
    assert.deepEqual(
      found.problems.map(({ message, fixes }) => [message, fixes[0]?.edits[0]?.text]),
      [
        ['Nobody reads the key "expectation" of a case. Is "expectations" meant?', '"expectations"'],
        [
          'Nobody reads the key "ignorecase" of the grader "contains". Is "ignore_case" meant?',
          '"ignore_case"',
        ],
      ],
    );
  });

  it('tells of values of a wrong type at their place, and reads the rest', async () => {
    const files = evalsJson(
      { id: {}, prompt: 5, expectations: 'one' },
      { prompt: 'p', expectations: [3, ''], runs: 51, files: 4 },
    );
    const found = await suitesOf(files);
    assert.deepEqual(
      found.problems.map(({ code, message }) => `${code}: ${message}`),
      [
        'eval-value: "id" takes a number or a text, not a group of keys.',
        'eval-value: "prompt" takes a text, not 5.',
        'eval-no-prompt: The case 1 has no "prompt", so that there is nothing to run.',
        'eval-judges-nothing: The case 2 judges nothing: give it "expectations", or an "expected_output".',
        'eval-value: An expectation is a sentence or a free grader, not a number.',
        'eval-value: This expectation is empty, so that it judges nothing.',
        'eval-value: "runs" takes a whole number from 1 to 50, not 51.',
        'eval-value: "files" takes a list of texts, not 4.',
      ],
    );
  });

  it('takes no number for what is expected', async () => {
    const found = await suitesOf(evalsJson({ prompt: 'p', expected_output: 12 }));
    const [told] = found.problems.filter(({ code }) => code === 'eval-value');
    assert.equal(told?.message, '"expected_output" takes a text, not 12.');
  });

  it('that the system does not hand out is told, and so are the files of a case', async () => {
    const paths = ['evals/evals.json', 'evals/a/prompt.md', 'evals/b/case.yaml', 'evals/b/graders/g.md'];
    const data = ['evals/data.json', 'evals/notes.md'];
    const files = [...paths, ...data].map(path => ({ path, size: 1 }));
    const found = await readSuites({ files, read: async () => null }, null);
    assert.deepEqual(
      found.problems.map(({ severity, code, source }) => `${severity} ${code} ${source.path}`),
      paths.toSorted().map(path => `error eval-unreadable ${path}`),
    );
    assert.equal(found.problems[0]!.message, 'prompt.md cannot be read: look at its permissions.');
  });

  it('that has no list of cases is said to', async () => {
    const files = { 'evals/evals.json': '{"cases": []}' };
    const found = await suitesOf(files);
    assert.deepEqual(found.suites, []);
    assert.deepEqual(marksOf(found, files), ['warning eval-shape evals/evals.json:1']);
  });

  it('in another format is said not to be read', async () => {
    for (const name of ['evals.yaml', 'eval.yml', 'evals.jsonl', 'evals.json5', 'triggers.csv']) {
      const found = await suitesOf({ [`evals/${name}`]: 'evals:\n' });
      assert.deepEqual(
        found.problems.map(({ severity, code, message }) => `${severity} ${code} ${message}`),
        [`information eval-shape ${name} is not read: suites are JSON here, as in evals/evals.json.`],
      );
    }
    const notes = { 'evals/notes.yaml': '', 'evals/files/evals.csv': '', 'evals/a/eval.yaml': '' };
    assert.deepEqual((await suitesOf(notes)).problems, []);
  });

  it('for a skill of another name is said to be', async () => {
    const found = await suitesOf(evalsJson({ prompt: 'p', expected_output: 'x' }), 'receipts');
    assert.deepEqual(
      found.problems.map(({ code, message }) => `${code}: ${message}`),
      ['eval-skill-name: The suite says that it is for the skill "invoices"; this one is "receipts".'],
    );
  });

  it('of more than 500 cases is read up to there', async () => {
    const cases = Array.from({ length: 501 }, (_, id) => ({ id, prompt: 'p', expected_output: 'x' }));
    const found = await suitesOf(evalsJson(...cases));
    assert.equal(casesOf(found).cases.length, 500);
    assert.match(found.problems[0]!.message, /first 500 of 501/);
  });
});

describe('input files', () => {
  it('are looked for from the skill folder, and a folder stands for what is in it', async () => {
    const files = {
      ...evalsJson({ prompt: 'p', expected_output: 'x', files: ['data.csv', 'evals/fixtures'] }),
      'data.csv': 'a',
      'evals/fixtures/b/2.txt': 'b',
      'evals/fixtures/1.txt': 'a',
    };
    const found = await suitesOf(files);
    assert.deepEqual(
      casesOf(found).cases[0]!.files.map(({ path }) => path),
      ['data.csv', 'evals/fixtures/1.txt', 'evals/fixtures/b/2.txt'],
    );
    assert.deepEqual(found.problems, []);
  });

  for (const path of ['', '  ', '.', './', '/']) {
    it(`that have no name are told, and nothing goes along: ${JSON.stringify(path)}`, async () => {
      const files = evalsJson({ prompt: 'p', expected_output: 'x', files: [path] });
      const found = await suitesOf(files);
      assert.deepEqual(casesOf(found).cases[0]!.files, []);
      assert.deepEqual(
        found.problems.map(({ severity, code }) => `${severity} ${code}`),
        ['error eval-missing-file'],
      );
    });
  }

  it('that are missing, too large or meant from evals/ are told at their place', async () => {
    const files = {
      ...evalsJson({
        prompt: 'p',
        expected_output: 'x',
        files: ['gone.csv', 'evals/big.bin', 'files/a.csv', '../../etc/passwd'],
      }),
      'evals/big.bin': 30 * 2 ** 20,
      'evals/files/a.csv': 'a',
    };
    const found = await suitesOf(files);
    assert.deepEqual(
      casesOf(found).cases[0]!.files.map(({ path }) => path),
      ['evals/files/a.csv'],
    );
    assert.deepEqual(marksOf(found, files), [
      'error eval-missing-file evals/evals.json:8 "gone.csv"',
      'error eval-file-too-large evals/evals.json:9 "evals/big.bin"',
      'information eval-missing-file evals/evals.json:10 "files/a.csv"',
      'error eval-missing-file evals/evals.json:11 "../../etc/passwd"',
    ]);
    assert.match(found.problems[1]!.message, /has 30 MB; at most 20 MB/);
    assert.equal(found.problems[2]!.fixes[0]!.edits[0]!.text, '"evals/files/a.csv"');
  });
});

describe('suites that are too many to be read', () => {
  it('are told, and how many are left out', async () => {
    const one = JSON.stringify([{ prompt: 'p', expected_output: 'x' }]);
    const files = Object.fromEntries(
      Array.from({ length: 203 }, (_, at) => [`evals/s${1000 + at}.json`, one]),
    );
    const found = await suitesOf(files);
    assert.equal(found.suites.length, 200);
    assert.deepEqual(
      found.problems.map(({ code, source, message }) => `${code} ${source.path} ${message}`),
      [
        'eval-too-many-cases evals/s1200.json This file and 2 more are not read: 200 of evals/ are looked at.',
      ],
    );
  });
});

describe('a suite that is not UTF-8', () => {
  const broken = Buffer.from('Order a caf\u00e9.', 'latin1').toString('utf8');
  for (const [what, path, text] of [
    ['JSON', 'evals/evals.json', JSON.stringify({ evals: [{ prompt: broken, expected_output: 'x' }] })],
    ['a trigger set', 'evals/trigger.json', JSON.stringify([{ query: broken, should_trigger: true }])],
    ['a prompt', 'evals/a/prompt.md', `---\nruns: 1\n---\n${broken}\n`],
    ['a case.yaml', 'evals/a/case.yaml', `schema_version: "1.1"\nname: a\nexecution:\n  prompt: ${broken}\n`],
    ['a grader', 'evals/a/graders/g.md', `---\ntype: llm\n---\n${broken}\n`],
  ] as const) {
    it(`is marked where that shows, so that nothing is asked that nobody wrote: ${what}`, async () => {
      const files = { 'evals/a/graders/h.md': '---\ntype: llm\n---\nPASS.\n', [path]: text };
      const beside = path.endsWith('g.md') ? { 'evals/a/prompt.md': 'Say hello.' } : {};
      const found = await suitesOf({ ...files, ...beside });
      const told = found.problems.filter(({ code }) => code === 'eval-syntax');
      assert.deepEqual(
        told.map(({ severity, message, source }) => [severity, message, source.path]),
        [['error', 'This character cannot be read: the file is not UTF-8. Save it as UTF-8.', path]],
      );
      const { start } = told[0]!.source.range;
      assert.equal(text.split('\n')[start.line]!.charAt(start.character), '\uFFFD');
    });
  }

  for (const [path, text] of [
    ['evals/evals.json', '{"evals":[{"prompt":"p","expected_output":"x"}]}'],
    ['evals/a/prompt.md', '---\nruns: 1\n---\nSay hello.\n'],
  ] as const) {
    it(`is not run where it is UTF-16, with a mark at its start or without: ${path}`, async () => {
      for (const bytes of [Buffer.from(text, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()]) {
        const grader = { 'evals/a/graders/g.md': '---\ntype: llm\n---\nPASS.\n' };
        const found = await suitesOf({ ...grader, [path]: new TextDecoder().decode(bytes) });
        const [problem] = found.problems.filter(({ source }) => source.path === path);
        assert.match(problem?.message ?? '', /the file is not UTF-8\. Save it as UTF-8\.$/);
        assert.equal(problem?.severity, 'error');
      }
    });
  }

  it('may name the character that stands for what cannot be read by its escape', async () => {
    const text = '{"evals":[{"prompt":"What is \\ufffd?","expected_output":"x"}]}';
    assert.deepEqual((await suitesOf({ 'evals/evals.json': text })).problems, []);
  });
});

describe('a suite with a conflict that Git left in it', () => {
  const conflict = (one: string, other: string) => `<<<<<<< HEAD\n${one}\n=======\n${other}\n>>>>>>> main\n`;
  for (const [what, path, text] of [
    ['in JSON', 'evals/evals.json', `[\n${conflict('{"prompt":"p"}', '{"prompt":"q"}')}]`],
    ['in a trigger set', 'evals/trigger.json', `[\n${conflict('1', '2')}]`.replaceAll('\n', '\r\n')],
    ['in YAML', 'evals/a/case.yaml', `schema_version: "1.1"\n${conflict('name: a', 'name: b')}`],
    ['in front matter', 'evals/a/prompt.md', `---\n${conflict('runs: 1', 'runs: 2')}---\nSay hello.\n`],
    ['in a prompt', 'evals/a/prompt.md', `---\nruns: 1\n---\n${conflict('Say hello.', 'Say bye.')}`],
  ] as const) {
    it(`is marked there and not run: ${what}`, async () => {
      const found = await suitesOf({ [path]: text });
      const [problem, ...others] = found.problems;
      assert.match(problem!.message, /Git left a conflict here/);
      assert.deepEqual([problem!.code, problem!.severity], ['eval-syntax', 'error']);
      const line = text.split(/\r?\n/)[problem!.source.range.start.line]!;
      assert.equal(line, '<<<<<<< HEAD');
      assert.deepEqual(
        others.filter(({ code }) => code !== 'eval-judges-nothing'),
        [],
      );
      assert.deepEqual(
        found.suites
          .map(suite => (suite.kind === 'cases' ? suite.cases.length : suite.queries.length))
          .filter(Boolean),
        [],
      );
    });
  }

  it('is none where a prompt shows one in a block of code', async () => {
    const prompt = `Settle this:\n\n\`\`\`\n${conflict('a', 'b')}\`\`\`\n`;
    const found = await suitesOf({
      'evals/a/prompt.md': prompt,
      'evals/a/graders/g.md': '---\ntype: llm\n---\nPASS if settled.\n',
    });
    assert.deepEqual(found.problems, []);
    assert.equal(casesOf(found).cases.length, 1);
  });
});

describe('JSON that does not parse', () => {
  for (const [what, text, mark, says, fixed] of [
    [
      'a trailing comma',
      '{"evals": [{"prompt": "p", "expected_output": "x"},]}',
      ',',
      /no comma after the last item/,
      '',
    ],
    ['a missing comma', '{"skill_name": "x" "evals": []}', '"evals"', /a comma is missing/, ','],
    ['single quotes', "{'evals': []}", "'evals'", /straight double quotes/, null],
    ['a comment', '{"evals": [] // none\n}', '//', /no comments/, null],
    ['an end too early', '{"evals": [', '', /./, null],
  ] as const) {
    it(`is marked where it shows: ${what}`, async () => {
      const files = { 'evals/evals.json': text };
      const found = await suitesOf(files);
      const [problem] = found.problems;
      assert.equal(problem!.code, 'eval-syntax');
      assert.match(problem!.message, says);
      const { start } = problem!.source.range;
      assert.ok(text.split('\n')[start.line]!.slice(start.character).startsWith(mark));
      assert.equal(problem!.fixes[0]?.edits[0]?.text ?? null, fixed);
    });
  }

  it('is read as far as it can be made out', async () => {
    const found = await suitesOf({
      'evals/evals.json': '{"evals": [{"prompt": "p", "expected_output": "x"}, {"prompt": "q" "files": []}',
    });
    assert.deepEqual(
      casesOf(found).cases.map(({ prompt }) => prompt),
      ['p', 'q'],
    );
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a byte order mark before it', '\ufeff{"evals":[{"prompt":"p","expected_output":"x"}]}'],
    ['brackets without end', '['.repeat(100_000)],
    ['null', 'null'],
  ] as const) {
    it(`never throws: ${what}`, async () => {
      await assert.doesNotReject(suitesOf({ 'evals/evals.json': text }));
    });
  }
});
