import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  ignoresPath,
  parseIgnoreFile,
  parsePattern,
} from '../../../../../src/core/bundle/select/ignorePattern.ts';
import { tempFolderOf } from '../../../../support/process/tempFolder.ts';

function isIgnored(lines: string, path: string): boolean {
  return ignoresPath(lines.split('\n'), path);
}

/** Pattern, paths that it fits, paths that it does not fit: the sentences of gitignore(5), one after the other. */
const examples: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['foo', ['foo', 'a/foo', 'foo/x', 'foo/'], ['food', 'a/foo.md']],
  ['foo/', ['foo/', 'a/foo/', 'a/foo/x'], ['foo', 'a/foo']],
  ['/foo', ['foo', 'foo/x'], ['a/foo']],
  ['a/foo', ['a/foo'], ['b/a/foo', 'foo']],
  ['*.py', ['x.py', 'a/b.py', '.py'], ['x.pyc']],
  ['a/*', ['a/b', 'a/b/c'], ['a', 'b/a/c']],
  ['**/foo', ['foo', 'a/foo', 'a/b/foo'], ['foo2']],
  ['**/foo/bar', ['foo/bar', 'x/foo/bar'], ['foo/x/bar']],
  ['abc/**', ['abc/x', 'abc/x/y'], ['abc/', 'x/abc/y']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/bb', 'b']],
  ['a**b', ['ab', 'axxb', 'x/ab'], ['a/b']],
  ['f?o', ['foo', 'f.o'], ['fo', 'fooo', 'f/o']],
  ['[a-c]x', ['ax', 'cx'], ['dx', 'a-cx']],
  ['[!a-c]x', ['dx'], ['ax']],
  ['[^a]x', ['bx'], ['ax']],
  ['[]]x', [']x'], ['[x', 'x']],
  ['[a-]x', ['ax', '-x'], ['bx']],
  ['[[:digit:]_]', ['7', '_'], ['a', ':']],
  ['[c-a]', ['c'], ['a', 'b']],
  ['[\\]]', [']'], ['\\']],
  ['\\#x', ['#x'], ['x']],
  ['\\!x', ['!x'], ['x']],
  ['\\*', ['*'], ['a']],
  ['x\\ ', ['x '], ['x']],
  ['x   ', ['x'], ['x ']],
  ['x y', ['x y'], ['x']],
];

/** What Git lets fit nothing. */
const nothings = ['', '   ', '# comment', '[a', '[[:nonsense:]]', 'a\\', '/'];

describe('a pattern', () => {
  for (const [pattern, fitting, others] of examples) {
    test(`"${pattern}" fits ${fitting.join(', ')}`, () => {
      for (const path of fitting) {
        assert.equal(isIgnored(pattern, path), true, path);
      }
      for (const path of others) {
        assert.equal(isIgnored(pattern, path), false, path);
      }
    });
  }

  test('that is empty, a comment or broken fits nothing', () => {
    for (const pattern of nothings) {
      for (const path of ['a', '[a', '#', ' ', 'a/b', '\\']) {
        assert.equal(isIgnored(pattern, path), false, pattern);
      }
    }
  });

  test('keeps what was written, for the reason that is shown', () => {
    assert.equal(parsePattern('!/dist/ ')?.text, '!/dist/');
  });

  test('with ten thousand spaces or backslashes is read at once', () => {
    for (const filler of [' ', '\\']) {
      parseIgnoreFile(`a${filler.repeat(60_000)}b`);
    }
  });
});

describe('Git decides the same', () => {
  const name = fc.constantFrom('a', 'b', 'aa', 'ab', 'a]', '!a');
  // Not `a**/b`: Git takes what follows the `a` for `**/b`. Not `[a/b]`: Git lets it span the slash.
  const partWords = 'a b aa * ** a* *a ? a? [ab] [!b] [!b]* [a-b]b []a]* \\a ***'.split(' ');
  const part = fc.constantFrom(...partWords);
  const pattern = fc
    .tuple(
      fc.constantFrom('', '', '', '!', '\\!'),
      fc.constantFrom('', '', '/'),
      fc.array(part, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/')),
      fc.constantFrom('', '', '/', ' '),
    )
    .map(pieces => pieces.join(''));
  const sample = fc.tuple(
    fc.array(pattern, { minLength: 1, maxLength: 3 }),
    fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 4 }),
  );

  test('on 250 random ignore files, in directories that exist', async context => {
    const root = await tempFolderOf(context);
    if (spawnSync('git', ['init', '-q', root]).status !== 0) {
      return context.skip('git is not installed');
    }
    const cases: { readonly lines: string; readonly path: string; readonly at: string }[] = [];
    for (const [index, [patterns, paths]] of fc.sample(sample, { numRuns: 250, seed: 7 }).entries()) {
      const lines = patterns.join('\n');
      for (const [number, parts] of paths.entries()) {
        // Each path in a tree of its own, so that none makes a directory of what is a file in another.
        const at = `${index}-${number}`;
        await mkdir(join(root, at, dirname(parts.join('/'))), { recursive: true });
        await writeFile(join(root, at, '.gitignore'), lines);
        await writeFile(join(root, at, parts.join('/')), '');
        cases.push({ lines, path: parts.join('/'), at });
      }
    }
    const input = cases.map(({ at, path }) => `${at}/${path}`).join('\0');
    const git = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], { cwd: root, input });
    const ignored = new Set(git.stdout.toString().split('\0'));
    const differing = cases.filter(
      ({ lines, path, at }) => isIgnored(lines, path) !== ignored.has(`${at}/${path}`),
    );
    assert.ok(ignored.size > 150 && ignored.size < cases.length - 150, `${ignored.size} of ${cases.length}`);
    assert.deepEqual(differing, []);
  });
});

test('Patterns take out what is below them, and a later one puts back', () => {
  const patterns = ['vendor/*', '!vendor/ours/', 'drafts'];
  assert.equal(ignoresPath(patterns, 'vendor/theirs/'), true);
  assert.equal(ignoresPath(patterns, 'vendor/ours/'), false);
  assert.equal(ignoresPath(patterns, 'skills/drafts/one/'), true);
  assert.equal(ignoresPath(patterns, 'skills/one/'), false);
});

test('No pattern takes nothing out', () => {
  assert.equal(ignoresPath([], 'skills/one/'), false);
});
