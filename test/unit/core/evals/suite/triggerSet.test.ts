import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { marksOf, suitesOf, triggersOf } from '../../../../support/evals/suites.ts';

const queries = [
  { query: 'Read this invoice', should_trigger: true },
  { query: 'Read this poem', should_trigger: false },
];

describe('a trigger set', () => {
  for (const [what, path, content] of [
    ['a list', 'evals/trigger-evals.json', queries],
    [
      'a list under "evals" with prompts',
      'evals/eval_set.json',
      { evals: queries.map(({ query, ...rest }) => ({ prompt: query, ...rest })) },
    ],
    ['a list under another key', 'evals/set.json', { skill_name: 'x', notes: 'n', queries }],
    ['in a folder of its own', 'evals/triggers/one.json', queries],
  ] as const) {
    it(`is read under any name: ${what}`, async () => {
      const found = await suitesOf({ [path]: JSON.stringify(content) });
      assert.deepEqual(
        triggersOf(found).queries.map(({ id, query, shouldTrigger }) => ({ id, query, shouldTrigger })),
        [
          { id: '1', query: 'Read this invoice', shouldTrigger: true },
          { id: '2', query: 'Read this poem', shouldTrigger: false },
        ],
      );
      assert.equal(triggersOf(found).path, path);
      assert.deepEqual(found.problems, []);
    });
  }

  it('tells of queries that have one id, and keeps both', async () => {
    const twice = queries.map(query => ({ id: 7, ...query }));
    const files = { 'evals/trigger.json': JSON.stringify(twice, null, 1) };
    const found = await suitesOf(files);
    assert.deepEqual(
      triggersOf(found).queries.map(({ id }) => id),
      ['7', '7#2'],
    );
    assert.deepEqual(marksOf(found, files), ['warning eval-duplicate-id evals/trigger.json:8 7']);
  });

  it('may be the evals.json itself', async () => {
    const found = await suitesOf({ 'evals/evals.json': JSON.stringify({ evals: queries }) });
    assert.equal(triggersOf(found).queries.length, 2);
  });

  it('tells of what is missing in a query, and reads the others', async () => {
    const files = {
      'evals/trigger.json': [
        '[',
        '{"query": "", "should_trigger": true},',
        '{"query": "a"},',
        '{"query": "b", "should_trigger": "true"},',
        '{"query": "c", "should_trigger": false}',
        ']',
      ].join('\n'),
    };
    const found = await suitesOf(files);
    assert.deepEqual(
      triggersOf(found).queries.map(({ query }) => query),
      ['b', 'c'],
    );
    assert.deepEqual(marksOf(found, files), [
      'error eval-no-prompt evals/trigger.json:2 {"query": "", "should_trigger": true}',
      'error eval-value evals/trigger.json:3 {"query": "a"}',
      'error eval-value evals/trigger.json:4 "true"',
    ]);
    assert.equal(found.problems[2]!.fixes[0]!.edits[0]!.text, 'true');
  });

  it('tells once of a query that is no text', async () => {
    const text = JSON.stringify([{ query: 5, should_trigger: true }, ...queries]);
    const found = await suitesOf({ 'evals/trigger.json': text });
    assert.deepEqual(
      found.problems.map(({ message }) => message),
      ['"query" takes a text, not 5.'],
    );
    assert.equal(triggersOf(found).queries.length, 2);
  });

  it('that expects the same of all, or two things of one query, is said to', async () => {
    const same = await suitesOf({
      'evals/trigger.json': JSON.stringify([queries[0], { ...queries[0], query: 'x' }]),
    });
    assert.deepEqual(
      same.problems.map(({ code }) => code),
      ['eval-one-sided'],
    );
    const opposite = await suitesOf({
      'evals/trigger.json': JSON.stringify([...queries, { query: ' read THIS poem', should_trigger: true }]),
    });
    assert.match(opposite.problems[0]!.message, /^The query 2 asks the same/);
  });

  for (const [what, results] of [
    [
      'rates',
      [
        {
          query: 'Read this invoice',
          should_trigger: true,
          trigger_rate: 1,
          triggers: 3,
          runs: 3,
          pass: true,
        },
        { query: 'Read this poem', should_trigger: false, trigger_rate: 0, triggers: 0, runs: 3, pass: true },
      ],
    ],
    ['cases of another file', [{ case_id: 'a', should_trigger: true, observed_trigger_rate: 1 }]],
  ] as const) {
    it(`is not what a run of one wrote down: ${what}`, async () => {
      const found = await suitesOf({ 'evals/trigger-out.json': JSON.stringify({ results }) });
      assert.deepEqual(found, { suites: [], problems: [] });
    });
  }

  it('may have notes beside its queries that are called like results', async () => {
    const noted = queries.map(query => ({ ...query, triggers: ['invoice'], passed: 'by hand, in May' }));
    const found = await suitesOf({ 'evals/triggers.json': JSON.stringify(noted) });
    assert.equal(triggersOf(found).queries.length, 2);
  });

  it('of more than 2 MB is said not to be read', async () => {
    const found = await suitesOf({ 'evals/trigger.json': 3 * 2 ** 20, 'evals/data.json': 3 * 2 ** 20 });
    assert.deepEqual(
      found.problems.map(({ code, source, message }) => `${code} ${source.path} ${message}`),
      ['eval-file-too-large evals/trigger.json A suite of more than 2 MB is not read.'],
    );
  });

  it('in a form that nobody knows is said not to be read', async () => {
    const found = await suitesOf({ 'evals/trigger.json': '{"cases":[{"prompt":"p","expected":"other"}]}' });
    assert.deepEqual(
      found.problems.map(({ severity, code }) => `${severity} ${code}`),
      ['information eval-shape'],
    );
  });
});
