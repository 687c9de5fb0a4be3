import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { promptFolder, sharedEntries } from '../../../../src/disk/folder/promptFolder.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

describe('a folder that is read while everything waits', () => {
  test('has the same lists, facts and contents as one that is waited for', async () => {
    await using temp = await tempFolder();
    const root = join(temp.path, 'demo');
    await mkdir(join(root, 'sub'), { recursive: true });
    await writeFile(join(root, 'SKILL.md'), 'text');
    await writeFile(join(root, 'large.bin'), Buffer.alloc(2 ** 20 + 1, 1));
    await writeFile(join(root, 'sub/run.sh'), '#!/bin/sh');
    await chmod(join(root, 'sub/run.sh'), 0o755);
    await symlink('SKILL.md', join(root, 'link'));
    const [prompt, waiting] = [promptFolder(`${root}/`), diskFolder(root)];
    assert.equal(prompt.name, 'demo');
    for (const directory of ['', 'sub']) {
      assert.deepEqual(await prompt.list(directory), await waiting.list(directory));
    }
    for (const path of ['SKILL.md', 'large.bin', 'sub/run.sh', 'link']) {
      assert.deepEqual(await prompt.facts(path), await waiting.facts(path), path);
      assert.deepEqual(await prompt.read(path), await waiting.read(path), path);
    }
  });

  test('opens no pipe and no device, and nothing that is larger than asked for', async () => {
    await using temp = await tempFolder();
    const at = (name: string) => join(temp.path, name);
    execFileSync('mkfifo', [at('pipe')]);
    await symlink('/dev/zero', at('zero'));
    await writeFile(at('large.txt'), 'x'.repeat(1_000));
    await mkdir(at('folder'));
    const folder = promptFolder(temp.path);
    for (const name of ['pipe', 'zero', 'large.txt', 'folder']) {
      await folder.facts(name);
    }
    await assert.rejects(() => folder.read('pipe'), { code: 'EFTYPE' });
    await assert.rejects(() => folder.read('zero'), { code: 'EFTYPE' });
    await assert.rejects(() => folder.read('large.txt', 999), { code: 'EFBIG' });
    await assert.rejects(() => folder.read('folder'), { code: 'EISDIR' });
    await assert.rejects(() => folder.list('nowhere'), { code: 'ENOENT' });
    await assert.rejects(() => folder.facts('nowhere'), { code: 'ENOENT' });
  });

  test('takes what a search has listed once, and then looks itself', async () => {
    await using temp = await tempFolder();
    await writeFile(join(temp.path, 'SKILL.md'), 'text');
    const entries = sharedEntries();
    const folder = promptFolder(temp.path, undefined, entries.select);
    await entries.search(temp.path);
    await writeFile(join(temp.path, 'later.md'), 'text');
    assert.deepEqual(await folder.list(''), [{ name: 'SKILL.md', kind: 'file' }]);
    assert.equal((await folder.list('')).length, 2);
  });
});
