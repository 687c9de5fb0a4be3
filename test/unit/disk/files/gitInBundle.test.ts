import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';
import { unpackBundle } from '../../../../src/disk/files/unpackBundle.ts';
import { everythingIn, tempFolderOf } from '../../../support/process/tempFolder.ts';
import { gitArchives, gitZip } from '../../../support/zip/gitArchives.ts';
import { gitStatusMakes, hasGit, layOut } from '../../../support/zip/gitStatus.ts';
import { rawZip } from '../../../support/zip/rawZip.ts';

for (const archive of gitArchives) {
  test(`nothing is unpacked of a bundle with ${archive.title}`, async context => {
    const folder = await tempFolderOf(context);
    const unpacked = await unpackBundle(new Blob([gitZip(archive)]), join(folder, 'skills', 'demo'));
    assert.ok(!unpacked.ok, 'it was unpacked');
    assert.match(failureSentences(unpacked.failure), /Git repository/);
    assert.deepEqual(await everythingIn(folder), [], 'something was left behind');
  });
}

test('Git has nothing to run after each of them was to be downloaded', { skip: !hasGit() }, async context => {
  const folder = await tempFolderOf(context);
  const mark = join(folder, 'mark');
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  spawnSync('git', ['init', '-q'], { cwd: workspace });
  for (const [index, archive] of gitArchives.entries()) {
    const bytes = gitZip(archive, `touch ${mark}`);
    await unpackBundle(new Blob([bytes]), join(workspace, 'skills', `demo-${index}`));
  }
  assert.equal(await gitStatusMakes(mark, workspace), false, 'its command ran');
});

describe('a program that refuses nothing would have planted it:', () => {
  for (const archive of gitArchives.filter(({ runsOnLinux }) => runsOnLinux)) {
    test(`Git runs the command of ${archive.title}`, { skip: !hasGit() }, async context => {
      const folder = await tempFolderOf(context);
      const mark = join(folder, 'mark');
      const skill = join(folder, 'demo');
      await layOut(archive.files(`touch ${mark}`), skill);
      assert.equal(await gitStatusMakes(mark, skill), true);
    });
  }
});

test('names that only look like those of a repository are unpacked', async context => {
  const folder = await tempFolderOf(context);
  const names = [
    '.gitattributes',
    '.github/x',
    '.gitkeep',
    '.gitmodules',
    'HEAD',
    'SKILL.md',
    'a.git/x',
    'digit~1',
    'git/x',
    'objects/x',
  ];
  const bytes = rawZip(names.map(name => ({ name: `demo/${name}`, content: 'x' })));
  const unpacked = await unpackBundle(new Blob([bytes]), join(folder, 'demo'));
  assert.ok(unpacked.ok, JSON.stringify(unpacked));
  assert.deepEqual(
    unpacked.value.files.map(({ path }) => path),
    names,
  );
});
