import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCase } from '../../../../../src/core/evals/suite/addCase.ts';

const added = { prompt: 'Total these.', expectations: ['The total is 12.'] };

test('the first case begins a suite for the skill', () => {
  const made = addCase(null, 'invoices', added);
  assert.deepEqual(JSON.parse(made?.text ?? ''), { skill_name: 'invoices', evals: [{ id: 1, ...added }] });
  assert.match(made?.text.slice(made.offset) ?? '', /^"id": 1/);
});

test('a case is added behind the others, and everything else of the file stays as it was', () => {
  const before =
    '{\n    "skill_name": "x",\n    "evals": [\n        { "id": 7, "prompt": "a" }\n    ],\n    "own": [1,  2]\n}\n';
  const made = addCase(before, 'x', added);
  assert.deepEqual(JSON.parse(made?.text ?? '').evals, [
    { id: 7, prompt: 'a' },
    { id: 8, ...added },
  ]);
  assert.ok(made?.text.includes('{ "id": 7, "prompt": "a" }'));
  assert.ok(made?.text.includes('"own": [1,  2]'));
});

test('ids that are texts are counted on from, and an empty list takes its first case', () => {
  assert.equal(JSON.parse(addCase('{"evals":[{"id":"3"}]}', 'x', added)?.text ?? '').evals[1].id, 4);
  assert.equal(JSON.parse(addCase('{"evals":[]}', 'x', added)?.text ?? '').evals[0].id, 1);
});

test('a file that is no suite is left alone', () => {
  assert.equal(addCase('{"other": 1}', 'x', added), null);
  assert.equal(addCase('not json', 'x', added), null);
});
