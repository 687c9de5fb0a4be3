import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryNameProblem } from '../../../../../src/core/bundle/zip/entryName.ts';
import { NameSet } from '../../../../../src/core/bundle/zip/nameSet.ts';

test('names that every system takes pass', () => {
  const names = [
    'SKILL.md',
    'a/b/c.d',
    '.hidden',
    '..a',
    'a..b',
    'com10',
    'console.md',
    'nul-values.csv',
    'lptx',
    'a b (1) [2] {3} #4 %5 &6 +7 =8 @9 ~',
    'é/漢字/😀.md',
    `${'e'.repeat(255)}`,
  ];
  for (const name of names) {
    assert.equal(entryNameProblem(name), null, name);
  }
});

test('names of which some system makes something else do not', () => {
  const names = [
    '',
    '..',
    '../a',
    'a/../b',
    '/a',
    'a/',
    'a//b',
    './a',
    'a\\b',
    'C:a',
    'a\0',
    'a\n',
    'a\u009f',
    'a.',
    'a ',
  ];
  names.push(
    'NUL',
    'con.txt',
    'a/Prn/b',
    'COM¹',
    'CONIN$',
    'a:b',
    'a*',
    'a?',
    'a"',
    'a<',
    'a|b',
    '\ud800',
    'é'.repeat(128),
  );
  for (const name of names) {
    assert.notEqual(entryNameProblem(name), null, JSON.stringify(name));
  }
});

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
