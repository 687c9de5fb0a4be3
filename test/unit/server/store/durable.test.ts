import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeDirectory, renameDurably, writeDurably } from '../../../../src/server/store/durable.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';

describe('makeDirectory', () => {
  it('makes those above it too, and is content when it is there', async t => {
    const path = join(await tempFolderOf(t), 'a', 'b', 'c');
    await makeDirectory(path);
    await makeDirectory(path);
    assert.ok((await stat(path)).isDirectory());
  });

  it('fails where a file is in the way', async t => {
    const file = join(await tempFolderOf(t), 'file');
    await writeFile(file, '');
    await assert.rejects(makeDirectory(file), { code: 'EEXIST' });
    await assert.rejects(makeDirectory(join(file, 'below')), { code: 'ENOTDIR' });
  });

  it('ends where nothing can be made', { skip: process.platform !== 'linux' }, async () => {
    await assert.rejects(makeDirectory('/proc/nowhere/below'), { code: 'ENOENT' });
  });
});

describe('writeDurably', () => {
  it('writes a new file, and never over another', async t => {
    const path = join(await tempFolderOf(t), 'file');
    await writeDurably(path, 'first');
    await assert.rejects(writeDurably(path, 'second'), { code: 'EEXIST' });
    assert.equal(await readFile(path, 'utf8'), 'first');
  });
});

describe('renameDurably', () => {
  it('renames into another folder', async t => {
    const folder = await tempFolderOf(t);
    await makeDirectory(join(folder, 'below'));
    await writeFile(join(folder, 'one'), 'content');
    await renameDurably(join(folder, 'one'), join(folder, 'below', 'other'));
    assert.equal(await readFile(join(folder, 'below', 'other'), 'utf8'), 'content');
  });
});
