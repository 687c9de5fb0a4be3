import assert from 'node:assert/strict';
import { stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeOwnDirectory, ownTemp } from '../../../../src/disk/files/ownTemp.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

test('the directory is this user’s alone', { skip: process.platform === 'win32' }, async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'own');
  await makeOwnDirectory(path);
  await makeOwnDirectory(path);
  assert.equal((await stat(path)).mode & 0o777, 0o700);
  assert.ok(ownTemp().endsWith(`skillwright-${process.getuid?.()}`));
});

test('what somebody else put in its place is not used', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'own');
  await symlink(folder.path, path);
  await assert.rejects(makeOwnDirectory(path), { code: 'EACCES' });
});
