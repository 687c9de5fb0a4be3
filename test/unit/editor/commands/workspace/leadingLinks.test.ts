import assert from 'node:assert/strict';
import { mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { retargetLinks } from '../../../../../src/editor/commands/workspace/leadingLinks.ts';
import { tempFolderOf } from '../../../../support/process/tempFolder.ts';
import { failure, ok } from '../../../../support/result.ts';

describe('Links to a skill that was renamed', () => {
  it('lead to its new folder, and are called as it is where they were called as it was', async t => {
    const root = await tempFolderOf(t);
    await mkdir(join(root, 'skills', 'new'), { recursive: true });
    await mkdir(join(root, 'agents'));
    for (const name of ['old', 'alias']) {
      await symlink('../skills/old', join(root, 'agents', name));
    }
    const links = ['old', 'alias'].map(name => ({ path: join(root, 'agents', name), isAbsolute: false }));
    ok(await retargetLinks(links, join(root, 'skills', 'old'), join(root, 'skills', 'new')));
    assert.deepEqual((await readdir(join(root, 'agents'))).sort(), ['alias', 'new']);
    for (const name of ['alias', 'new']) {
      assert.equal(await readlink(join(root, 'agents', name)), join('..', 'skills', 'new'));
    }
  });

  it('stay where they are when something is in the way, which stays as well', async t => {
    const root = await tempFolderOf(t);
    await mkdir(join(root, 'skills', 'new'), { recursive: true });
    await mkdir(join(root, 'agents', 'new'), { recursive: true });
    await writeFile(join(root, 'agents', 'new', 'mine.md'), 'Mine.');
    await symlink('../skills/old', join(root, 'agents', 'old'));
    const links = [{ path: join(root, 'agents', 'old'), isAbsolute: false }];
    const refused = failure(
      await retargetLinks(links, join(root, 'skills', 'old'), join(root, 'skills', 'new')),
    );
    assert.equal(refused.kind, 'already-exists');
    assert.equal(await readlink(join(root, 'agents', 'old')), '../skills/old');
    assert.deepEqual(await readdir(join(root, 'agents', 'new')), ['mine.md']);
  });
});
