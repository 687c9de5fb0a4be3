import assert from 'node:assert/strict';
import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { formatFacts, type VersionFacts } from '../../../../src/core/published/cachedVersion.ts';
import { loadEntry } from '../../../../src/disk/versions/entries.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';

const facts: VersionFacts = {
  ...{
    registryKey: 'local',
    skillId: 's',
    version: '1',
    name: 'pdf',
    description: 'd',
    metadataVersion: null,
  },
  ...{
    folderName: 'pdf',
    topFolder: 'pdf',
    zipBytes: 3,
    deletedAt: 5,
    label: 'pdf',
    files: [],
    digest: 'sha256:1',
  },
};

/** A cache with the copy of a deleted version, which exists nowhere else. */
async function cacheOf(test: TestContext) {
  const directory = await tempFolderOf(test);
  const at = (name: string) => join(directory, 'kept-1', name);
  await mkdir(join(directory, 'kept-1'));
  await writeFile(at('bundle.zip'), 'zip');
  await writeFile(at('version.json'), formatFacts(facts));
  return { directory, at };
}

describe('a cached version', () => {
  it('is found as it was kept', async t => {
    const { directory } = await cacheOf(t);
    assert.deepEqual((await loadEntry(directory, 'kept-1'))?.facts, facts);
  });

  it('stays when the system does not let it be read just now', async t => {
    const { directory, at } = await cacheOf(t);
    await rm(at('version.json'));
    await symlink('version.json', at('version.json'));
    assert.equal(await loadEntry(directory, 'kept-1'), null);
    assert.equal(await readFile(at('bundle.zip'), 'utf8'), 'zip');
  });

  for (const missing of ['bundle.zip', 'version.json']) {
    it(`is removed when its ${missing} is gone`, async t => {
      const { directory, at } = await cacheOf(t);
      await rm(at(missing));
      assert.equal(await loadEntry(directory, 'kept-1'), null);
      await assert.rejects(stat(join(directory, 'kept-1')), { code: 'ENOENT' });
    });
  }

  it('is none where there is nothing', async t => {
    assert.equal(await loadEntry(await tempFolderOf(t), 'kept-1'), null);
  });
});
