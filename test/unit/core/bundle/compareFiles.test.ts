import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFiles, isSame } from '../../../../src/core/bundle/compareFiles.ts';

const file = (path: string, digest = path, isExecutable = false) => ({ path, digest, isExecutable, size: 1 });
const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

test('says what was added, removed and changed, and where only the executable bit did, each sorted', () => {
  const before = [
    file('same'),
    file('z-gone'),
    file('a-gone'),
    file('z'),
    file('a'),
    file('run', 'r'),
    file('both', '1'),
  ];
  const after = [
    file('z', '2'),
    file('new/b'),
    file('a', '2'),
    file('new/a'),
    file('same'),
    file('run', 'r', true),
    file('both', '2', true),
  ];
  const comparison = compareFiles(before, after);
  assert.deepEqual(paths(comparison.added), ['new/a', 'new/b']);
  assert.deepEqual(paths(comparison.removed), ['a-gone', 'z-gone']);
  assert.deepEqual(paths(comparison.changed), ['a', 'both', 'z']);
  assert.deepEqual(comparison.modeOnly, [
    { path: 'run', before: file('run', 'r'), after: file('run', 'r', true) },
  ]);
  assert.equal(isSame(comparison), false);
});

test('a rename in letter case is one file less and another one more', () => {
  const comparison = compareFiles([file('Readme.md', 'x')], [file('README.md', 'x')]);
  assert.deepEqual(paths(comparison.added), ['README.md']);
  assert.deepEqual(paths(comparison.removed), ['Readme.md']);
});

test('finds no difference in another order', () => {
  const files = [file('b'), file('a', 'x', true), file('c/d')];
  assert.ok(isSame(compareFiles(files, files.toReversed())));
  assert.ok(isSame(compareFiles([], [])));
});
