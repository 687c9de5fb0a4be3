import assert from 'node:assert/strict';
import { mkdir, rmdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SkillIndex } from '../../../../src/server/store/skillIndex.ts';
import { UlidSource } from '../../../../src/server/store/ulid.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';

const ulids = new UlidSource();

/** Adds a skill's folder and has the directory say that it changed at this time. */
async function addAt(folder: string, time: Date): Promise<string> {
  const id = ulids.next();
  await mkdir(join(folder, id));
  await utimes(folder, time, time);
  return id;
}

describe('the index of skills', () => {
  it('lists what is there, oldest first, and nothing else', async t => {
    const folder = await tempFolderOf(t);
    const ids = [await addAt(folder, new Date()), await addAt(folder, new Date())];
    await mkdir(join(folder, 'lost+found'));
    assert.deepEqual(await new SkillIndex(folder).ids(), ids);
  });

  it('notices what comes and goes', async t => {
    const folder = await tempFolderOf(t);
    const index = new SkillIndex(folder);
    assert.deepEqual(await index.ids(), []);
    const id = await addAt(folder, new Date('2026-01-01'));
    assert.deepEqual(await index.ids(), [id]);
    await rmdir(join(folder, id));
    assert.deepEqual(await index.ids(), []);
  });

  it('does not list a folder again that has long been as it is', async t => {
    const folder = await tempFolderOf(t);
    const index = new SkillIndex(folder);
    const longAgo = new Date('2026-01-01');
    const id = await addAt(folder, longAgo);
    assert.deepEqual(await index.ids(), [id]);
    // A change that the folder's time does not tell of is how one sees that only the time was looked at.
    await addAt(folder, longAgo);
    assert.deepEqual(await index.ids(), [id]);
  });

  it('trusts no time so recent that a later change could have the same', async t => {
    const folder = await tempFolderOf(t);
    const index = new SkillIndex(folder);
    const now = new Date();
    const first = await addAt(folder, now);
    assert.deepEqual(await index.ids(), [first]);
    const second = await addAt(folder, now);
    assert.deepEqual(await index.ids(), [first, second]);
  });

  it('misses nothing on a file system whose clock counts every two seconds', async t => {
    const folder = await tempFolderOf(t);
    const index = new SkillIndex(folder);
    const tick = new Date(Date.now() - 1_500);
    const first = await addAt(folder, tick);
    assert.deepEqual(await index.ids(), [first]);
    const second = await addAt(folder, tick);
    assert.deepEqual(await index.ids(), [first, second]);
  });

  it('is empty where there is no folder', async t => {
    const folder = join(await tempFolderOf(t), 'cleared');
    assert.deepEqual(await new SkillIndex(folder).ids(), []);
  });
});
