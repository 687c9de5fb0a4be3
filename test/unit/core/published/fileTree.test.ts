import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childrenOf, isDirectory } from '../../../../src/core/published/fileTree.ts';

const files = ['SKILL.md', 'scripts/run.sh', 'scripts/lib/a.py', 'assets/x.png', 'scriptsold.txt'].map(
  path => ({ path }),
);

const shown = (directory: string) =>
  childrenOf(files, directory).map(({ kind, path }) => (kind === 'directory' ? `${path}/` : path));

test('folders come first, each by name, one level at a time', () => {
  assert.deepEqual(shown(''), ['assets/', 'scripts/', 'SKILL.md', 'scriptsold.txt']);
  assert.deepEqual(shown('scripts'), ['scripts/lib/', 'scripts/run.sh']);
  assert.deepEqual(shown('scripts/lib'), ['scripts/lib/a.py']);
});

test('a file and a missing folder have nothing in them', () => {
  assert.deepEqual(shown('SKILL.md'), []);
  assert.deepEqual(shown('missing'), []);
});

test('a folder is what holds a file, and the top always', () => {
  assert.equal(isDirectory(files, 'scripts'), true);
  assert.equal(isDirectory(files, 'scripts/lib'), true);
  assert.equal(isDirectory(files, 'SKILL.md'), false);
  assert.equal(isDirectory(files, 'script'), false);
  assert.equal(isDirectory([], ''), true);
});
