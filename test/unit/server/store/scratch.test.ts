import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { processPlace, Scratch } from '../../../../src/server/store/scratch.ts';
import { UlidSource } from '../../../../src/server/store/ulid.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';

const host = processPlace();
const ulids = new UlidSource();

/** The process number of one that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('a scratch folder', () => {
  it('sweeps what ended processes of this machine left, and nothing that may be in use', async t => {
    const folder = await tempFolderOf(t);
    const names = {
      ended: `${host}-${endedProcess()}-${ulids.next()}`,
      running: `${host}-${process.pid}-${ulids.next()}`,
      elsewhere: `another_host-1-${ulids.next()}`,
      strange: 'notes.txt',
    };
    for (const name of Object.values(names)) {
      await mkdir(join(folder, name));
    }
    await writeFile(join(folder, names.ended, 'bundle.zip'), 'half');
    await new Scratch(folder, ulids).sweep(Date.now());
    assert.deepEqual((await readdir(folder)).sort(), [names.running, names.elsewhere, names.strange].sort());
  });

  it('sweeps what nobody has touched for a day', async t => {
    const folder = await tempFolderOf(t);
    const old = join(folder, `another_host-1-${ulids.next()}`);
    await mkdir(old);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(old, yesterday, yesterday);
    await new Scratch(folder, ulids).sweep(Date.now());
    assert.deepEqual(await readdir(folder), []);
  });

  it('leaves alone for ever what it did not make itself, as in a folder of that name which is somebody’s own', async t => {
    const folder = await tempFolderOf(t);
    const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
    const names = ['notes.txt', 'my-1-draft', `${host}-1-chapter`, `${host}-${endedProcess()}-a`, 'thesis'];
    for (const name of names) {
      await writeFile(join(folder, name), 'mine');
      await utimes(join(folder, name), old, old);
    }
    await new Scratch(folder, ulids).sweep(Date.now());
    assert.deepEqual((await readdir(folder)).sort(), names.toSorted());
  });

  it('disposes of what was staged, twice without complaint', async t => {
    const folder = await tempFolderOf(t);
    const staging = await new Scratch(folder, ulids).stage();
    await writeFile(staging.bundle, 'half');
    await staging.dispose();
    await staging.dispose();
    assert.deepEqual(await readdir(folder), []);
  });
});
