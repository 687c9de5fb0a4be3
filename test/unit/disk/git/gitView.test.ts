import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { type GitCache, gitViewOf } from '../../../../src/disk/git/gitView.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

/** Makes files below a folder; a path that ends in `/` is a directory. */
async function make(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const place = join(root, path);
    await mkdir(path.endsWith('/') ? place : dirname(place), { recursive: true });
    if (!path.endsWith('/')) {
      await writeFile(place, text);
    }
  }
}

/** The paths that a skill's bundle would hold. */
async function bundled(folder: string): Promise<readonly string[]> {
  const selection = await selectFiles(diskFolder(folder));
  assertOk(selection);
  return selection.value.files.map(({ path }) => path);
}

describe('the .gitignore files above a skill', () => {
  test('count up to the root of its repository, the nearest first', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      '.gitignore': 'outside\n',
      'repo/.git/HEAD': '',
      'repo/.gitignore': 'root\n',
      'repo/skills/.gitignore': 'middle\n',
      'repo/skills/pdf/.gitignore': 'own\n',
    });
    assert.deepEqual((await gitViewOf(join(folder.path, 'repo/skills/pdf'))).ignores, [
      { file: '../.gitignore', descent: 'pdf', text: 'middle\n' },
      { file: '../../.gitignore', descent: 'skills/pdf', text: 'root\n' },
    ]);
  });

  test('do not count outside of a repository, where Git would not read them', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { '.gitignore': '*\n', 'skills/.gitignore': '*\n', 'skills/pdf/': '' });
    assert.deepEqual((await gitViewOf(join(folder.path, 'skills/pdf'))).ignores, []);
  });

  test('do not count for a skill that is a repository of its own', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      '.git/HEAD': '',
      '.gitignore': '*.md\n',
      'own/.git/HEAD': '',
      'own/SKILL.md': '',
      'own/notes.md': '',
      'module/.git': 'gitdir: elsewhere\n',
      'module/SKILL.md': '',
      'part/SKILL.md': '',
      'part/notes.md': '',
    });
    assert.deepEqual(await bundled(join(folder.path, 'own')), ['SKILL.md', 'notes.md']);
    assert.deepEqual(await bundled(join(folder.path, 'module')), ['SKILL.md']);
    assert.deepEqual(await bundled(join(folder.path, 'part')), ['SKILL.md']);
  });

  test('count in a worktree or a submodule, where .git is a file', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { '.git': 'gitdir: elsewhere\n', '.gitignore': 'x\n', 'pdf/': '' });
    assert.deepEqual((await gitViewOf(join(folder.path, 'pdf'))).ignores, [
      { file: '../.gitignore', descent: 'pdf', text: 'x\n' },
    ]);
  });

  test('that cannot be read are as good as none', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { '.git/HEAD': '', '.gitignore/': '', 'pdf/': '' });
    assert.deepEqual((await gitViewOf(join(folder.path, 'pdf'))).ignores, []);
  });

  test('are read once for all skills below them', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { '.git/HEAD': '', '.gitignore': 'first\n', 'a/': '', 'b/': '' });
    const cache: GitCache = new Map();
    (await gitViewOf(join(folder.path, 'a'), cache)).ignores;
    await writeFile(join(folder.path, '.gitignore'), 'second\n');
    const [known] = (await gitViewOf(join(folder.path, 'b'), cache)).ignores;
    assert.equal(known?.text, 'first\n');
    const [anew] = (await gitViewOf(join(folder.path, 'b'))).ignores;
    assert.equal(anew?.text, 'second\n');
  });
});
