import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type SelectedFile,
  type Selection,
  selectionOf,
} from '../../../../../src/core/bundle/select/selection.ts';
import type { BundleLimits } from '../../../../../src/core/bundle/zip/bundleLimits.ts';
import { refusalOf } from '../../../../../src/core/bundle/zip/refusalOf.ts';
import { failureSentences } from '../../../../../src/core/failure/failureText.ts';
import type { RefusedPath } from '../../../../../src/core/failure/refusedPath.ts';

const limits: BundleLimits = { entries: 3, totalBytes: 100, fileBytes: 60, ratio: 200, ratioFrom: 1_000 };

function file(path: string, size = 1): SelectedFile {
  return { path, source: path, size, isExecutable: false, changedAt: 0 };
}

function selection(files: readonly SelectedFile[], refused: readonly RefusedPath[] = []): Selection {
  return { ...selectionOf(files), refused };
}

/** What is said, or null where the files may be packed. */
function said(selected: Selection, topFolder = 'demo'): string | null {
  const refusal = refusalOf(selected, topFolder, limits);
  return refusal && failureSentences(refusal);
}

describe('a limit may be reached, not passed:', () => {
  test('files', () => {
    const files = ['a', 'b', 'c', 'd'].map(path => file(path));
    assert.equal(said(selection(files.slice(0, 3))), null);
    assert.equal(
      said(selection(files)),
      'demo has more than 3 files and folders. Leave some out with a .skillignore.',
    );
  });

  test('bytes of one file', () => {
    assert.equal(said(selection([file('a', 60)])), null);
    assert.match(said(selection([file('b', 1), file('a', 61)])) ?? '', /^a of demo has /);
  });

  test('bytes of all', () => {
    assert.equal(said(selection([file('a', 50), file('b', 50)])), null);
    assert.match(said(selection([file('a', 50), file('b', 51)])) ?? '', /^demo has /);
  });
});

describe('a path is refused with the reason', () => {
  const reasons: readonly (readonly [path: string, words: string])[] = [
    ['a\\b', 'a\\b has a backslash in its name; names in a bundle use /'],
    ['a:b', 'a:b has : in its name, which Windows does not allow'],
    ['what?', 'what? has ? in its name, which Windows does not allow'],
    ['"x"', '"x" has " in its name, which Windows does not allow'],
    [
      '.git/config',
      '.git/config belongs to a Git repository, whose settings can name commands that Git runs unasked',
    ],
    [
      'assets/.GIT',
      'assets/.GIT belongs to a Git repository, whose settings can name commands that Git runs unasked',
    ],
    ['aux.md', 'aux.md has a name that Windows reserves for a device'],
    ['docs/LPT1', 'docs/LPT1 has a name that Windows reserves for a device'],
    ['notes.', 'notes. has a name that ends in a dot or a space, which Windows drops'],
    ['a/b /c', 'a/b /c has a name that ends in a dot or a space, which Windows drops'],
    ['a\u0007b', 'a⟨U+0007⟩b has a control character in its name'],
  ];
  for (const [path, words] of reasons) {
    test(words, () => {
      assert.equal(
        said(selection([file(path)])),
        `demo cannot be bundled: ${words}. Remove it, or leave it out with a .skillignore.`,
      );
    });
  }

  test('or several paths, where together they are a Git repository', () => {
    const paths = ['a/HEAD', 'a/config', 'a/objects/x', 'a/refs/heads/x'];
    assert.equal(
      said(selectionOf(paths.map(path => file(path)))),
      'demo cannot be bundled: a/HEAD makes its folder a Git repository, whose settings can name commands that Git runs unasked. Remove it, or leave it out with a .skillignore.',
    );
  });

  test('also when it is too long only together with the folder that it goes into', () => {
    const path = `${'d/'.repeat(350)}${'x'.repeat(95)}`;
    assert.equal(said(selection([file(path)]), 'demo'), null);
    assert.match(said(selection([file(path)]), 'd'.repeat(60)) ?? '', /has a path of more than 800 bytes/);
  });

  test('and when another one differs in letter case or composition only', () => {
    assert.match(
      said(selection([file('Notes.md'), file('notes.md')])) ?? '',
      /notes\.md is "Notes\.md" in other letters, which many systems take for the same/,
    );
    assert.match(said(selection([file('é.md'), file('e\u0301.md')])) ?? '', /in other letters/);
  });

  test('all of them are named, those of the walk first', () => {
    const refused: readonly RefusedPath[] = [
      { path: 'out', why: 'link-leaves-folder' },
      { path: 'gone', why: 'link-leads-nowhere' },
      { path: 'ring', why: 'link-contains-itself' },
      { path: 'pipe', why: 'not-a-file' },
    ];
    assert.equal(
      said(selection([file('nul')], refused)),
      'demo cannot be bundled: out is a link out of the folder, gone is a link that leads nowhere, ring is a link to a folder that contains the link, pipe is a device, a pipe or a socket, nul has a name that Windows reserves for a device. Remove it, or leave it out with a .skillignore.',
    );
  });
});
