import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFileMentions, searchFiles } from '../../../../src/core/published/searchFiles.ts';

const files = [
  { path: 'SKILL.md', text: '# Title\nUse the Token.\n' },
  { path: 'logo.png', text: null },
  { path: 'a.txt', text: `${'x'.repeat(100)} token ${'y'.repeat(300)}` },
];

test('a text is found in any letter case, once a line, with its place', () => {
  const hits = searchFiles(files, 'token');
  assert.deepEqual(
    hits.map(({ path, line, column, length }) => [path, line, column, length]),
    [
      ['SKILL.md', 1, 8, 5],
      ['a.txt', 0, 101, 5],
    ],
  );
  assert.equal(hits[0]?.excerpt, 'Use the Token.');
  assert.match(hits[1]?.excerpt ?? '', /^…x{29} token y{114}$/);
});

test('nothing is found by nothing, and no more than is asked for', () => {
  assert.deepEqual(searchFiles(files, ''), []);
  assert.deepEqual(searchFiles(files, 'missing'), []);
  assert.equal(searchFiles([{ path: 'a', text: 'a\n'.repeat(50) }], 'a', 7).length, 7);
});

test('a place is right behind letters whose lower case is longer', () => {
  const [hit] = searchFiles([{ path: 'a', text: 'İİ Token' }], 'tOKEN');
  assert.deepEqual([hit?.column, hit?.length], [3, 5]);
});

test('what is typed is sought as it is, signs and all', () => {
  const text = 'a.b*c [x] (y) {1,2} ^$ | \\d+ / - "q"';
  for (const query of ['a.b*c', '[x]', '(y)', '{1,2}', '^$', '|', '\\d+', '/', ' - ', '"q"']) {
    assert.equal(searchFiles([{ path: 'a', text }], query)[0]?.column, text.indexOf(query), query);
  }
  assert.deepEqual(searchFiles([{ path: 'a', text }], 'a.b+c'), []);
});

test('files that a text names are found, with their line', () => {
  const text = 'run.sh  (script)\nin SKILL.md:12, scripts/run.sh:3 and xrun.sh or run.sh.bak';
  const found = findFileMentions(text, ['SKILL.md', 'run.sh', 'scripts/run.sh']);
  assert.deepEqual(
    found.map(({ path, line, start, end }) => [path, line, text.slice(start, end)]),
    [
      ['run.sh', null, 'run.sh'],
      ['SKILL.md', 12, 'SKILL.md:12'],
      ['scripts/run.sh', 3, 'scripts/run.sh:3'],
    ],
  );
});
