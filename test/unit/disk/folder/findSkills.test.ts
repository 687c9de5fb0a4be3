import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { defaultDataDirectory } from '../../../../src/cli/registries/openRegistries.ts';
import { findSkills } from '../../../../src/disk/folder/findSkills.ts';
import { workspaceRoot } from '../../../../src/disk/folder/workspaceRoot.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

async function write(root: string, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), '');
  }
}

describe('findSkills', () => {
  it('finds the folder itself, or every skill below it', async () => {
    await using folder = await tempFolder();
    await write(
      folder.path,
      'skills/b/SKILL.md',
      'skills/a/skill.md',
      'skills/a/examples/inner/SKILL.md',
      'skills/group/c/SKILL.md',
      'node_modules/x/SKILL.md',
      '.git/x/SKILL.md',
      '.claude/skills/d/SKILL.md',
      'skills/.a.skillwright-7-0123abcd/new/SKILL.md',
      'README.md',
    );
    await symlink(folder.path, join(folder.path, 'skills', 'loop'));
    const found = await findSkills(folder.path);
    assertOk(found);
    assert.deepEqual(
      found.value.skills.map(skill => relative(folder.path, skill.folder)),
      ['.claude/skills/d', 'skills/a', 'skills/a/examples/inner', 'skills/b', 'skills/group/c'],
    );
    const one = await findSkills(join(folder.path, 'skills', 'b'));
    assert.deepEqual(one.ok && one.value.skills.map(skill => skill.folder), [
      join(folder.path, 'skills', 'b'),
    ]);
  });

  it('says when there is none, or no such folder', async () => {
    await using folder = await tempFolder();
    await write(folder.path, 'file');
    const none = await findSkills(folder.path);
    assert.deepEqual(none.ok && none.value.skills, []);
    const gone = await findSkills(join(folder.path, 'gone'));
    assert.ok(!gone.ok && gone.failure.kind === 'unreadable');
    const file = await findSkills(join(folder.path, 'file'));
    assert.ok(!file.ok && file.failure.kind === 'no-manifest');
  });
});

describe('workspaceRoot', () => {
  it('is the nearest folder with a link file, else the repository, else the folder above', async () => {
    await using folder = await tempFolder();
    await write(
      folder.path,
      'repo/.git/HEAD',
      'repo/skills/a/SKILL.md',
      'repo/sub/.skillwright.json',
      'repo/sub/skills/b/SKILL.md',
      'loose/c/SKILL.md',
    );
    const rootOf = async (path: string) =>
      relative(folder.path, await workspaceRoot(join(folder.path, path)));
    assert.equal(await rootOf('repo/skills/a'), 'repo');
    assert.equal(await rootOf('repo/sub/skills/b'), 'repo/sub');
    assert.equal(await rootOf('loose/c'), 'loose');
  });
});

describe('defaultDataDirectory', () => {
  it("is the system's place for application data", () => {
    const home = { XDG_DATA_HOME: '/data', LOCALAPPDATA: 'C:\\Local' };
    assert.equal(defaultDataDirectory(home, 'linux'), '/data/skillwright/registry');
    assert.equal(
      defaultDataDirectory({ ...home, SKILLWRIGHT_DATA: '/editor/registry' }, 'linux'),
      '/editor/registry',
    );
    assert.match(defaultDataDirectory({}, 'linux'), /\.local\/share\/skillwright\/registry$/);
    assert.match(
      defaultDataDirectory(home, 'darwin'),
      /Library\/Application Support\/skillwright\/registry$/,
    );
    assert.ok(defaultDataDirectory(home, 'win32').startsWith('C:\\Local'));
  });
});
