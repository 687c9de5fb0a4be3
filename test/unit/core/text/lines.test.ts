import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { excerpt, lineCounter } from '../../../../src/core/text/lines.ts';

describe('lineCounter', () => {
  it('counts from 1, in rising order', () => {
    const text = 'a\n\nbc\r\nd';
    const lineOf = lineCounter(text);
    assert.deepEqual(
      [...text].map((_, offset) => lineOf(offset)),
      [1, 1, 2, 3, 3, 3, 3, 4],
    );
    assert.equal(lineOf(text.length), 4);
  });

  it('counts one line in an empty text', () => assert.equal(lineCounter('')(0), 1));
});

describe('excerpt', () => {
  for (const [text, expected] of [
    ['', ''],
    ['  a  ', 'a'],
    ['a\n\t b\r\nc', 'a b c'],
    ['12345', '12345'],
    ['123456', '1234…'],
    ['1234 6', '1234…'],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => assert.equal(excerpt(text, 5), expected));
  }

  it('has at most 160 characters unless told otherwise', () => {
    assert.equal(excerpt('x'.repeat(160)).length, 160);
    assert.equal(excerpt('x'.repeat(1000)).length, 160);
  });
});
