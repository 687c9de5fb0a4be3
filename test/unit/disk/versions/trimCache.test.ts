import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { entryNames } from '../../../../src/disk/versions/entries.ts';
import { trimCache } from '../../../../src/disk/versions/trimCache.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

/** As entries are named: by a digest. */
const [a1, b2, c3, d4] = ['a1', 'b2', 'c3', 'd4'].map(part => part.repeat(20)) as [
  string,
  string,
  string,
  string,
];

/** An entry of 1,000 bytes that was last used `minute` minutes after the start of 2026. */
async function entry(directory: string, name: string, minute: number): Promise<void> {
  await mkdir(join(directory, name));
  await writeFile(join(directory, name, 'bundle.zip'), Buffer.alloc(900));
  await writeFile(join(directory, name, 'version.json'), Buffer.alloc(100));
  const usedAt = new Date(Date.UTC(2026, 0, 1, 0, minute));
  await utimes(join(directory, name, 'version.json'), usedAt, usedAt);
}

describe('the cache of versions is trimmed', () => {
  test('to the bytes that it may hold, by what was used last', async () => {
    await using folder = await tempFolder();
    for (const [index, name] of [a1, b2, c3, d4].entries()) {
      await entry(folder.path, name, index);
    }
    await trimCache(folder.path, { bytes: 2_000, entries: 100 }, 'none');
    assert.deepEqual(await readdir(folder.path), [c3, d4]);
  });

  test('to the number of entries', async () => {
    await using folder = await tempFolder();
    for (const [index, name] of [a1, b2, c3].entries()) {
      await entry(folder.path, name, -index);
    }
    await trimCache(folder.path, { bytes: 1e9, entries: 1 }, 'none');
    assert.deepEqual(await readdir(folder.path), [a1]);
  });

  test('not at all while there is room to the byte', async () => {
    await using folder = await tempFolder();
    for (const name of [a1, b2]) {
      await entry(folder.path, name, 0);
    }
    await trimCache(folder.path, { bytes: 2_000, entries: 2 }, 'none');
    assert.deepEqual((await readdir(folder.path)).sort(), [a1, b2]);
  });

  test('never of what is asked for just now, which counts all the same', async () => {
    await using folder = await tempFolder();
    for (const [index, name] of [a1, b2, c3].entries()) {
      await entry(folder.path, name, index);
    }
    await trimCache(folder.path, { bytes: 1_999, entries: 100 }, a1);
    assert.deepEqual(await readdir(folder.path), [a1]);
  });

  test('of copies of deleted versions last, as they are the only ones', async () => {
    await using folder = await tempFolder();
    await entry(folder.path, 'kept-a1', 0);
    await entry(folder.path, b2, 5);
    await entry(folder.path, c3, 9);
    await trimCache(folder.path, { bytes: 2_000, entries: 100 }, 'none');
    assert.deepEqual((await readdir(folder.path)).sort(), [c3, 'kept-a1']);
  });
});

describe('looking through the cache', () => {
  test('removes what a killed window left an hour ago, and nothing younger', async () => {
    await using folder = await tempFolder();
    for (const name of ['.work-old', '.work-young']) {
      await mkdir(join(folder.path, name));
    }
    const before = new Date(Date.now() - 3_700_000);
    await utimes(join(folder.path, '.work-old'), before, before);
    await entry(folder.path, a1, 0);
    assert.deepEqual(await entryNames(folder.path), [a1]);
    assert.deepEqual((await readdir(folder.path)).sort(), ['.work-young', a1]);
  });

  test('leaves alone what is not ours', async () => {
    await using folder = await tempFolder();
    await writeFile(join(folder.path, 'README'), '');
    await writeFile(join(folder.path, 'adduser.conf'), '');
    assert.deepEqual(await entryNames(folder.path), []);
    await trimCache(folder.path, { bytes: 0, entries: 0 }, 'none');
    assert.deepEqual((await readdir(folder.path)).sort(), ['README', 'adduser.conf']);
  });

  test('finds nothing where no version was ever downloaded', async () => {
    await using folder = await tempFolder();
    assert.deepEqual(await entryNames(join(folder.path, 'never')), []);
  });
});
