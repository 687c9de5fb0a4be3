import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { workspaceRoot } from '../../../../src/disk/folder/workspaceRoot.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

describe('without an editor, a skill belongs to', () => {
  test('the nearest folder above it with a link file, also inside of a repository', async () => {
    await using folder = await tempFolder();
    const skill = join(folder.path, 'repo/team/skills/pdf');
    await mkdir(skill, { recursive: true });
    await mkdir(join(folder.path, 'repo/.git'));
    await writeFile(join(folder.path, 'repo/team/.skillwright.json'), '{}');
    assert.equal(await workspaceRoot(skill), join(folder.path, 'repo/team'));
  });

  test('its own folder when the link file is there', async () => {
    await using folder = await tempFolder();
    await writeFile(join(folder.path, '.skillwright.json'), '{}');
    assert.equal(await workspaceRoot(folder.path), folder.path);
  });

  test('the root of its repository, and a link file above that is not of this repository', async () => {
    await using folder = await tempFolder();
    const skill = join(folder.path, 'repo/skills/pdf');
    await mkdir(skill, { recursive: true });
    await writeFile(join(folder.path, 'repo/.git'), 'gitdir: elsewhere\n');
    await writeFile(join(folder.path, '.skillwright.json'), '{}');
    assert.equal(await workspaceRoot(skill), join(folder.path, 'repo'));
  });

  test('the folder that it is in when there is neither', async () => {
    await using folder = await tempFolder();
    const skill = join(folder.path, 'skills/pdf');
    await mkdir(skill, { recursive: true });
    assert.equal(await workspaceRoot(skill), join(folder.path, 'skills'));
  });

  test('the folder that it would be in when it is not there yet', async () => {
    await using folder = await tempFolder();
    assert.equal(await workspaceRoot(join(folder.path, 'not/yet')), join(folder.path, 'not'));
  });
});
