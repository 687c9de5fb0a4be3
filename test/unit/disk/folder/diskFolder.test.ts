import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, type TestContext, test } from 'node:test';
import { digestBytes } from '../../../../src/core/bundle/bundleFile.ts';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { digestFile, diskFolder, hasShebang } from '../../../../src/disk/folder/diskFolder.ts';
import { type GitCache, gitViewOf } from '../../../../src/disk/git/gitView.ts';
import { tempFolder, tempFolderOf } from '../../../support/process/tempFolder.ts';

/** A directory `root/demo`, filled, in a temporary one. */
async function demo(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const root = join(await tempFolderOf(context), 'demo');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

describe('a folder on disk', () => {
  test('tells its name, what is in it, and of a file the size, the executable bit and the content', async context => {
    const root = await demo(context, { 'SKILL.md': 'text', 'sub/run.sh': '#!/bin/sh' });
    await chmod(join(root, 'sub/run.sh'), 0o755);
    await symlink('SKILL.md', join(root, 'link'));
    const folder = diskFolder(`${root}/`);
    assert.equal(folder.name, 'demo');
    assert.deepEqual(
      (await folder.list('')).toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      [
        { name: 'SKILL.md', kind: 'file' },
        { name: 'link', kind: 'link' },
        { name: 'sub', kind: 'directory' },
      ],
    );
    const facts = await folder.facts('sub/run.sh');
    assert.deepEqual([facts.size, facts.isExecutable], [9, true]);
    assert.equal((await folder.facts('SKILL.md')).isExecutable, false);
    assert.ok(Math.abs(facts.changedAt - Date.now()) < 60_000);
    assert.equal(Buffer.from(await folder.read('SKILL.md')).toString(), 'text');
    assert.equal((await buffer(folder.stream('SKILL.md'))).toString(), 'text');
  });

  test('follows links to the end, and says when they leave it', async context => {
    const root = await demo(context, { 'a/b.md': '', '../other.md': '', '../demo2/c.md': '' });
    const links = {
      inside: 'a/b.md',
      chain: 'inside',
      directory: './a',
      self: '.',
      absolute: join(root, 'a/b.md'),
      out: '../other.md',
      sibling: '../demo2/c.md',
      gone: 'nowhere',
      loop: 'loop',
      through: 'a/b.md/x',
      etc: '/etc/hostname',
    };
    for (const [name, target] of Object.entries(links)) {
      await symlink(target, join(root, name));
    }
    const folder = diskFolder(root);
    const found = Object.fromEntries(
      await Promise.all(Object.keys(links).map(async name => [name, await folder.resolveLink(name)])),
    );
    assert.deepEqual(found, {
      inside: { kind: 'file', path: 'a/b.md' },
      chain: { kind: 'file', path: 'a/b.md' },
      directory: { kind: 'directory', path: 'a' },
      self: { kind: 'directory', path: '' },
      absolute: { kind: 'file', path: 'a/b.md' },
      out: { kind: 'leaves-folder' },
      sibling: { kind: 'leaves-folder' },
      gone: { kind: 'leads-nowhere' },
      loop: { kind: 'leads-nowhere' },
      through: { kind: 'leads-nowhere' },
      etc: { kind: 'leaves-folder' },
    });
  });

  test('may itself be reached by a link', async context => {
    const root = await demo(context, { 'SKILL.md': '' });
    await symlink('SKILL.md', join(root, 'again.md'));
    await symlink(root, join(root, '../link'));
    const selection = await selectFiles(diskFolder(join(root, '../link')));
    assert.deepEqual(selection.ok && selection.value.files.map(({ path }) => path), ['SKILL.md', 'again.md']);
  });

  test('refuses a pipe without waiting for somebody to write into it', async context => {
    const root = await demo(context, { 'SKILL.md': '' });
    if (spawnSync('mkfifo', [join(root, 'pipe')]).status !== 0) {
      return context.skip('there is no mkfifo');
    }
    await symlink('pipe', join(root, 'to-pipe'));
    const selection = await selectFiles(diskFolder(root));
    assert.deepEqual(selection.ok && selection.value.refused, [
      { path: 'pipe', why: 'not-a-file' },
      { path: 'to-pipe', why: 'not-a-file' },
    ]);
  });

  test('that is not there is named', async context => {
    const selection = await selectFiles(diskFolder(join(await tempFolderOf(context), 'demo')));
    assert.deepEqual(selection, {
      ok: false,
      failure: { kind: 'unreadable', path: 'demo', cause: 'ENOENT' },
    });
  });
});

describe('the .gitignore files above a folder', () => {
  test('are those up to the root of its repository', async context => {
    const root = await demo(context, {
      '.gitignore': 'beyond',
      'repository/.git/HEAD': '',
      'repository/.gitignore': 'top',
      'repository/skills/pdf/SKILL.md': '',
      'repository/skills/pdf/.gitignore': 'own',
      'repository/skills/.gitignore': 'middle',
    });
    assert.deepEqual((await gitViewOf(join(root, 'repository/skills/pdf'))).ignores, [
      { file: '../.gitignore', descent: 'pdf', text: 'middle' },
      { file: '../../.gitignore', descent: 'skills/pdf', text: 'top' },
    ]);
  });

  test('do not count where there is no repository', async context => {
    const root = await demo(context, { '.gitignore': 'x', 'a/SKILL.md': '' });
    // The machine's temporary directory is in no repository.
    assert.deepEqual((await gitViewOf(join(root, 'a'))).ignores, []);
  });

  test('are read once for many skills when there is a cache', async context => {
    const root = await demo(context, {
      '.git/HEAD': '',
      '.gitignore': '*.log',
      'one/a.log': '',
      'two/a.log': '',
    });
    const cache: GitCache = new Map();
    for (const name of ['one', 'two']) {
      const selection = await selectFiles(diskFolder(join(root, name), cache));
      assert.deepEqual(selection.ok && selection.value.files, []);
      await writeFile(join(root, '.gitignore'), '');
    }
    assert.deepEqual([...cache.keys()].sort(), [root, join(root, 'one'), join(root, 'two')]);
  });
});

test('a file has the digest of its bytes, in however many pieces it is read', async () => {
  await using folder = await tempFolder();
  for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 700_000]) {
    const bytes = randomBytes(size);
    const path = join(folder.path, `${size}`);
    await writeFile(path, bytes);
    assert.deepEqual(await digestFile(path), { size, digest: digestBytes(bytes) });
  }
});

test('a file that is not there rejects with what the system says', async () => {
  await using folder = await tempFolder();
  await assert.rejects(digestFile(join(folder.path, 'gone')), { code: 'ENOENT' });
});

test('a file that begins with #! says what runs it', async context => {
  const path = join(await tempFolderOf(context), 'run');
  for (const [content, expected] of [
    ['#!/bin/sh\n', true],
    ['#!', true],
    ['# !', false],
    ['\uFEFF#!/bin/sh', false],
    ['#', false],
    ['', false],
  ] as const) {
    await writeFile(path, content);
    assert.equal(await hasShebang(path), expected, content);
  }
  await assert.rejects(hasShebang(`${path}-gone`), { code: 'ENOENT' });
});
