import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileNameProblem } from '../../../../src/core/text/fileNames.ts';

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
    assert.equal(fileNameProblem(name), null, name);
  }
});

test('.git is known in compatible letters, which some file systems take for the same', () => {
  for (const name of [
    '.\uff47\uff49\uff54',
    '\uff0egit',
    '\u2024git',
    '.\u210a\u2139\u{1d4c9}',
    'git\uff5e\uff11',
  ]) {
    assert.match(fileNameProblem(`a/${name}/config`) ?? '', /^belongs to a Git repository/, name);
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
    'con .txt',
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
    assert.notEqual(fileNameProblem(name), null, JSON.stringify(name));
  }
});
