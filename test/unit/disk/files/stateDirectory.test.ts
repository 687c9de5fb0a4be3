import assert from 'node:assert/strict';
import { chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { ownTemp } from '../../../../src/disk/files/ownTemp.ts';
import {
  stateDirectory,
  usableStateDirectory,
  versionsDirectory,
} from '../../../../src/disk/files/stateDirectory.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

test('no version is taken for a downloaded one that somebody else put among the temporary files', {
  skip: process.getuid?.() !== 0,
}, async () => {
  await using folder = await tempFolder();
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder.path;
  try {
    assert.equal(await versionsDirectory(), join(ownTemp(), 'versions'));
    await chown(ownTemp(), 12_345, 12_345);
    assert.ok(!(await versionsDirectory()).startsWith(folder.path));
  } finally {
    if (TMPDIR === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = TMPDIR;
    }
  }
});

/** Only who may give a folder away can play somebody else. */
const isRoot = process.getuid?.() === 0;

describe("the person's state folder", () => {
  it('is where the system keeps such things, whatever the environment says', () => {
    const home = process.env.HOME;
    process.env.HOME = '/somewhere/else';
    try {
      assert.ok(stateDirectory().startsWith(userInfo().homedir));
    } finally {
      process.env.HOME = home;
    }
    assert.equal(stateDirectory('linux', '/home/a'), join('/home/a', '.local', 'state', 'skillwright'));
    assert.match(stateDirectory('darwin', '/Users/a'), /Library.Application Support.skillwright/);
    assert.match(stateDirectory('win32', 'C:\\Users\\a'), /AppData.Local.skillwright/);
  });

  it('is a temporary one for a person whose home cannot be written to', async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    assert.match(await usableStateDirectory(join(file, 'state')), /skillwright-\d+.state$/);
    const temporary = ['one', 'two'].map(name => join(folder.path, name));
    const usable = () => usableStateDirectory(join(file, 'state'), temporary);
    assert.equal(await usable(), join(folder.path, 'one', 'state'));
    const good = join(folder.path, 'a', 'state');
    assert.equal(await usableStateDirectory(good), good);
  });

  it('is none that somebody else has taken, and always some', { skip: !isRoot }, async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const taken = join(folder.path, 'taken');
    await mkdir(taken, { mode: 0o777 });
    await chown(taken, 12_345, 12_345);
    const own = join(folder.path, 'own');
    assert.equal(await usableStateDirectory(join(file, 'state'), [taken, own]), join(own, 'state'));
    const last = await usableStateDirectory(join(file, 'state'), [taken]);
    assert.equal((await stat(last)).uid, 0);
    assert.equal((await stat(last)).mode & 0o777, 0o700);
    await rm(last, { recursive: true });
  });
});
