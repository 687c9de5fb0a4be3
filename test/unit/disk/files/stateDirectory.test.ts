import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stateDirectory, usableStateDirectory } from '../../../../src/disk/files/stateDirectory.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

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
    const good = join(folder.path, 'a', 'state');
    assert.equal(await usableStateDirectory(good), good);
  });
});
