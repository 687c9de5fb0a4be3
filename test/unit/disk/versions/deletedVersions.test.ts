import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inspectBundle } from '../../../../src/core/published/inspectBundle.ts';
import { clearCachedVersions, deletedVersions } from '../../../../src/disk/versions/deletedVersions.ts';
import { beginEntry, entryName, placeEntry } from '../../../../src/disk/versions/entries.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';
import { skillUpload } from '../../../support/zip/skillUpload.ts';

const key = (version: string) => ({ registryKey: 'openai', skillId: 's', version });

/** Puts a version into the cache; with `deletedAt`, as a copy of a deleted one that is called `name`. */
async function put(directory: string, version: string, kept?: { name: string; deletedAt: number }) {
  const { blob } = await skillUpload('pdf');
  const facts = await inspectBundle(key(version), blob);
  assertOk(facts);
  const work = await beginEntry(directory);
  await writeFile(work.zip, Buffer.from(await blob.arrayBuffer()));
  const { name = entryName(key(version)), deletedAt = null } = kept ?? {};
  await placeEntry(directory, work.path, name, { ...facts.value, deletedAt });
}

describe('copies of deleted versions', () => {
  it('are listed with what was deleted last first, without the other versions', async () => {
    await using folder = await tempFolder();
    await put(folder.path, '1', { name: 'kept-b', deletedAt: 20 });
    await put(folder.path, '2', { name: 'kept-a', deletedAt: 10 });
    await put(folder.path, '3', { name: 'kept-c', deletedAt: 30 });
    await put(folder.path, '4');
    const listed = await deletedVersions(folder.path).list();
    assert.deepEqual(
      listed.map(({ id, facts }) => [id, facts.version]),
      [
        ['kept-c', '3'],
        ['kept-b', '1'],
        ['kept-a', '2'],
      ],
    );
  });

  it('are kept apart where a registry gives a number twice', async () => {
    await using folder = await tempFolder();
    const deleted = deletedVersions(folder.path);
    for (const label of ['first', 'second']) {
      await put(folder.path, '1');
      assert.ok(await deleted.keep(key('1'), label));
    }
    const labels = (await deleted.list()).map(({ facts }) => facts.label);
    assert.deepEqual(labels.toSorted(), ['first', 'second']);
  });

  it('are none where nothing was ever downloaded, and nothing is made by looking', async () => {
    await using folder = await tempFolder();
    const directory = join(folder.path, 'versions');
    const deleted = deletedVersions(directory);
    assert.deepEqual(await deleted.list(), []);
    assert.equal(await deleted.keep(key('1'), 'PDF'), null);
    assert.equal(await clearCachedVersions(directory, { withDeleted: true }), 0);
    await deleted.forget('kept-a');
    const opened = await deleted.open('kept-a');
    assert.ok(!opened.ok && opened.failure.kind === 'unreadable');
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('that are damaged are not offered, and go', async () => {
    await using folder = await tempFolder();
    await put(folder.path, '1', { name: 'kept-a', deletedAt: 10 });
    await writeFile(join(folder.path, 'kept-a', 'bundle.zip'), 'short');
    assert.deepEqual(await deletedVersions(folder.path).list(), []);
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('are told from what else lies in the directory, which stays', async () => {
    await using folder = await tempFolder();
    const others = ['Somebody else’s', 'adduser.conf', 'fonts', 'kept-back', '2026-11-27'];
    for (const name of others) {
      await mkdir(join(folder.path, name));
    }
    await put(folder.path, '1');
    assert.equal(await clearCachedVersions(folder.path, { withDeleted: true }), 1);
    assert.deepEqual((await readdir(folder.path)).sort(), others.toSorted());
  });
});
