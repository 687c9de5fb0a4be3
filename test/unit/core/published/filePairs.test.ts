import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BundleFile } from '../../../../src/core/bundle/bundleFile.ts';
import { compareFiles } from '../../../../src/core/bundle/compareFiles.ts';
import { changeWords, filePairs } from '../../../../src/core/published/filePairs.ts';

const file = (path: string, content = 'same', isExecutable = false): BundleFile => ({
  path,
  size: content.length,
  isExecutable,
  digest: `sha256:${content}`,
});

const before = [file('SKILL.md', 'old'), file('gone.md'), file('run.sh'), file('same.md')];
const after = [
  file('SKILL.md', 'new'),
  file('a.md'),
  file('run.sh', 'same', true),
  file('same.md'),
  file('z.md'),
];

test('every difference is one pair, by path, with what there is on each side', () => {
  const pairs = filePairs(compareFiles(before, after)).map(pair => [
    pair.path,
    pair.before?.digest ?? null,
    pair.after?.digest ?? null,
    pair.isModeOnly,
  ]);
  assert.deepEqual(pairs, [
    ['SKILL.md', 'sha256:old', 'sha256:new', false],
    ['a.md', null, 'sha256:same', false],
    ['gone.md', 'sha256:same', null, false],
    ['run.sh', 'sha256:same', 'sha256:same', true],
    ['z.md', null, 'sha256:same', false],
  ]);
});

test('a comparison in a few signs', () => {
  assert.equal(changeWords(compareFiles(before, after)), '+2 −1 ~2');
  assert.equal(changeWords(compareFiles(after, before)), '+1 −2 ~2');
  assert.equal(changeWords(compareFiles([], [file('a')])), '+1');
  assert.equal(changeWords(compareFiles(before, before)), 'same files');
});
