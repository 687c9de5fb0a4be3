import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameSet } from '../../../../src/core/text/nameSet.ts';

test('names that are one on some system are found, in any order', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['a', 'A'],
    ['straße', 'STRASSE'],
    ['é', 'e\u0301'],
    ['É', 'e\u0301'],
    ['a/x', 'A/y'],
    ['a/b/x', 'a/B'],
    ['ς', 'σ'],
  ];
  for (const [left, right] of [...pairs, ...pairs.map(([left, right]) => [right, left] as const)]) {
    const names = new NameSet();
    assert.equal(names.add(left, false), null);
    assert.notEqual(names.add(right, false), null, `${left} and ${right}`);
  }
});

test('a folder may be named again, a file may not', () => {
  const names = new NameSet();
  assert.equal(names.add('a', true), null);
  assert.equal(names.add('a/b', false), null);
  assert.equal(names.add('a', true), null);
  assert.equal(names.add('a/b', false), 'is there twice');
  assert.equal(names.add('a/b', true), 'is both a file and a folder');
  assert.equal(names.add('a', false), 'is both a file and a folder');
});
