import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NextMatch } from '../../../../../src/core/skill/document/nextMatch.ts';

describe('the next match', () => {
  test('is the first one that is not before the offset', () => {
    const next = new NextMatch('a `b` c `d`', /`/g, 1);
    assert.deepEqual(
      [0, 2, 3, 5, 8, 9].map(offset => next.from(offset)),
      [2, 2, 4, 8, 8, 10],
    );
  });

  test('is at the end of the text where there is none', () => {
    const next = new NextMatch('a `b` c', /`/g, 1);
    assert.equal(next.from(5), 7);
    assert.equal(next.from(6), 7);
    assert.equal(next.from(7), 7);
  });

  test('may have several characters', () => {
    const next = new NextMatch('``` and ~~~', /`{3}|~{3}/g, 3);
    assert.equal(next.from(0), 0);
    assert.equal(next.from(1), 8);
  });
});
