import assert from 'node:assert/strict';
import { cp, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Stamps } from '../../../../src/disk/folder/stamps.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

/** Looks once, does something, and tells whether the second look saw it. */
async function isSeen(
  areDeep: boolean,
  act: (folder: string) => Promise<unknown>,
): Promise<readonly boolean[]> {
  await using temp = await tempFolder();
  const folder = join(temp.path, 'demo');
  await mkdir(join(folder, 'references', 'deep'), { recursive: true });
  await writeFile(join(folder, 'SKILL.md'), 'Demo');
  await writeFile(join(folder, 'references', 'deep', 'a.md'), 'A');
  const stamps = new Stamps();
  const look = () => stamps.changed([folder], { areDeep, since: Date.now() });
  await look();
  await act(folder);
  return [(await look()).has(folder), (await look()).has(folder)];
}

describe('Stamps', () => {
  const changes: readonly (readonly [string, (folder: string) => Promise<unknown>])[] = [
    ['a file that is written over', folder => writeFile(join(folder, 'references', 'deep', 'a.md'), 'B')],
    ['a file that comes', folder => writeFile(join(folder, 'references', 'b.md'), 'B')],
    ['a file that goes', folder => rm(join(folder, 'references', 'deep', 'a.md'))],
    ['a folder that goes', folder => rm(join(folder, 'references'), { recursive: true })],
    ['the whole folder going', folder => rm(folder, { recursive: true })],
    [
      'a folder that is made again with the same files, and the same times of writing',
      async folder => {
        await cp(folder, `${folder}.copy`, { recursive: true, preserveTimestamps: true });
        await rm(folder, { recursive: true });
        await rename(`${folder}.copy`, folder);
      },
    ],
    [
      'a file that another one of the same age takes the place of',
      async folder => {
        const file = join(folder, 'SKILL.md');
        await writeFile(`${file}.new`, 'New');
        await utimes(`${file}.new`, 1, 1);
        await rename(`${file}.new`, file);
      },
    ],
    ['a link that comes', folder => symlink('SKILL.md', join(folder, 'references', 'link.md'))],
  ];
  for (const [what, act] of changes) {
    it(`notices ${what}, once`, async () => {
      assert.deepEqual(await isSeen(true, act), [true, false]);
    });
  }

  it('does not look below a folder that is asked for its own entries', async () => {
    const file = (folder: string) => join(folder, 'references', 'deep', 'a.md');
    assert.deepEqual(await isSeen(false, folder => writeFile(file(folder), 'B')), [false, false]);
    assert.deepEqual(await isSeen(false, folder => rm(join(folder, 'SKILL.md'))), [true, false]);
  });

  it('leaves alone what Git and npm keep in a folder', async () => {
    await using temp = await tempFolder();
    await mkdir(join(temp.path, '.git', 'objects'), { recursive: true });
    const stamps = new Stamps();
    const look = () => stamps.changed([temp.path], { areDeep: true, since: 0 });
    assert.equal((await look()).size, 1);
    await writeFile(join(temp.path, '.git', 'objects', 'a'), '');
    assert.equal((await look()).size, 0);
  });

  it('takes what it sees first as changed where that is newer than what is known', async () => {
    await using temp = await tempFolder();
    const hourAgo = Date.now() - 3_600_000;
    const hence = Date.now() + 3_600_000;
    const look = (since: number) => new Stamps().changed([temp.path], { areDeep: true, since });
    assert.equal((await look(hourAgo)).size, 1);
    assert.equal((await look(hence)).size, 0);
    assert.equal(
      (await new Stamps().changed([join(temp.path, 'no')], { areDeep: true, since: hence })).size,
      0,
    );
  });
});
