import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { openStore } from '../../../support/registry/testStore.ts';

test('a registry changes nothing in folders of the same names that are somebody’s own, nor behind links', async t => {
  const own = await tempFolderOf(t);
  const linked = await tempFolderOf(t);
  const target = join(linked, 'elsewhere');
  await mkdir(target);
  await symlink(target, join(linked, 'scratch'));
  await mkdir(join(own, 'scratch'));
  await mkdir(join(own, 'skills/pdf'), { recursive: true });
  const old = new Date(Date.now() - 48 * 60 * 60 * 1000);
  for (const folder of [join(own, 'scratch'), target]) {
    await mkdir(join(folder, 'thesis'));
    await writeFile(join(folder, 'thesis/one.md'), 'mine');
    await utimes(join(folder, 'thesis'), old, old);
  }
  const opened = [join(own, 'scratch'), join(own, 'skills'), target];
  for (const folder of opened) {
    await chmod(folder, 0o755);
  }
  for (const dataDirectory of [own, linked]) {
    await openStore(dataDirectory);
  }
  for (const folder of opened) {
    assert.equal((await stat(folder)).mode & 0o777, 0o755, folder);
  }
  assert.deepEqual(await readdir(join(own, 'scratch')), ['thesis']);
  assert.deepEqual(await readdir(target), ['thesis']);
  assert.deepEqual(await readdir(join(own, 'skills')), ['pdf']);
});
