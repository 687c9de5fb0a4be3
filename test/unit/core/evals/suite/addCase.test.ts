import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addCase, type NewCase } from '../../../../../src/core/evals/suite/addCase.ts';
import { casesOf, suitesOf } from '../../../../support/evals/suites.ts';
import { assertOk } from '../../../../support/result.ts';

const added: NewCase = { prompt: 'Say "hi"', expectations: ['It greets'] };

function extended(text: string | null, newCase: NewCase = added): string {
  const result = addCase(text, 'invoices', newCase);
  assertOk(result);
  assert.match(result.value.text.slice(result.value.offset), /^"id": ?/);
  return result.value.text;
}

describe('adding a case', () => {
  it('puts it at the end, in the indentation of the file, and leaves every other character alone', () => {
    const text =
      '{\n    "skill_name": "x",\n    "evals": [\n        { "id": 4, "prompt": "p" }\n    ],\n    "notes": [1,2]\n}\n';
    assert.equal(
      extended(text),
      '{\n    "skill_name": "x",\n    "evals": [\n        { "id": 4, "prompt": "p" },\n        {\n            "id": 5,\n            "prompt": "Say \\"hi\\"",\n            "expectations": [\n                "It greets"\n            ]\n        }\n    ],\n    "notes": [1,2]\n}\n',
    );
  });

  for (const [what, text] of [
    ['tabs', '{\n\t"evals": [\n\t\t{ "id": 1, "prompt": "p" }\n\t]\n}\n'],
    ['CRLF', '{\r\n  "evals": [\r\n    { "id": 1, "prompt": "p" }\r\n  ]\r\n}\r\n'],
    ['one line', '{"evals":[{"id":1,"prompt":"p"}]}'],
    ['a bare list', '[\n  { "id": 1, "prompt": "p" }\n]\n'],
    ['an empty list', '{\n  "skill_name": "x",\n  "evals": []\n}\n'],
    ['no list yet', '{\n  "skill_name": "x"\n}\n'],
    ['an empty object', '{}'],
  ] as const) {
    it(`gives JSON that is read back, with ${what}`, async () => {
      const text2 = extended(text);
      const cases = casesOf(await suitesOf({ 'evals/evals.json': text2 })).cases;
      assert.deepEqual(
        cases.at(-1) && [cases.at(-1)!.prompt, cases.at(-1)!.expectations.map(each => each.text)],
        ['Say "hi"', ['It greets']],
      );
      assert.equal(text2.includes('\r\n'), text.includes('\r\n'));
      assert.equal(/\n\t/.test(text2), text.includes('\t'));
      assert.ok(!/[^\r]\n/.test(text2) || !text.includes('\r\n'));
    });
  }

  it('gives it the next number, or a text where the others have texts', () => {
    const id = (text: string) => {
      const result = addCase(text, 'x', added);
      return result.ok ? result.value.id : null;
    };
    assert.equal(id('{"evals":[{"id":3,"prompt":"p"},{"id":9,"prompt":"p"}]}'), '10');
    assert.equal(id('{"evals":[{"prompt":"p"},{"prompt":"p"}]}'), '3');
    assert.equal(id('{"evals":[{"id":"greets","prompt":"p"}]}'), 'case-2');
    assert.equal(id('{"evals":[{"id":"case-2","prompt":"p"}]}'), 'case-2-2');
    assert.equal(id('{}'), '1');
  });

  it('uses the word for expectations that the file uses', () => {
    assert.match(
      extended('{"evals":[{"id":1,"prompt":"p","assertions":["a"]}]}'),
      /"assertions":\["It greets"\]/,
    );
  });

  it('writes the expected output, files and free graders where there are some', () => {
    const text = extended('{"evals":[]}', {
      ...added,
      expectedOutput: 'hi',
      files: ['a.csv'],
      expectations: [{ contains: 'hi' }],
    });
    assert.deepEqual(JSON.parse(text).evals, [
      {
        id: 1,
        prompt: 'Say "hi"',
        expected_output: 'hi',
        files: ['a.csv'],
        expectations: [{ contains: 'hi' }],
      },
    ]);
  });

  for (const [what, text] of [
    ['JSON with a mistake', '{"evals":[{"prompt":"p"},]}'],
    ['something else than a list', '{"evals": {"a": 1}}'],
    ['a text', '"evals"'],
    ['an object of another tool', '{"cases": []}'],
  ] as const) {
    it(`touches no file that holds ${what}, and says why`, () => {
      const result = addCase(text, 'x', added);
      assert.equal(result.ok ? null : result.failure.kind, 'malformed-file');
    });
  }

  it('puts it into the list that the file has, under another name, too', async () => {
    const before = '{ "version": 1, "cases": [{ "id": "a", "prompt": "p", "assertions": ["x"] }] }';
    const added = addCase(before, 'x', { prompt: 'q', expectations: ['y'] });
    assert.ok(added.ok);
    const { cases, evals } = JSON.parse(added.value.text);
    assert.deepEqual([cases[1], evals], [{ id: 'case-2', prompt: 'q', assertions: ['y'] }, undefined]);
  });

  it('begins a file where there is none', async () => {
    const found = await suitesOf({ 'evals/evals.json': extended(null) }, 'invoices');
    assert.deepEqual([casesOf(found).cases.map(({ id }) => id), found.problems], [['1'], []]);
  });
});
