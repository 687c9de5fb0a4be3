import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { unknownProvenance } from '../../../../src/core/provenance/provenance.ts';
import { commitsBetween } from '../../../../src/disk/git/commits.ts';
import { commitsSince, readProvenance } from '../../../../src/disk/git/readProvenance.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

async function repository() {
  const folder = await tempFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=ada@example.com', ...args], {
      cwd: folder.path,
      encoding: 'utf8',
    }).trim();
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada <ada@example.com>');
  await mkdir(join(folder.path, 'skills/a'), { recursive: true });
  await writeFile(join(folder.path, 'skills/a/SKILL.md'), 'a');
  return { folder, git, skill: join(folder.path, 'skills/a') };
}

test('a version’s commit, branch, remote and author are what Git says, without addresses', async () => {
  const { folder, git, skill } = await repository();
  await using _ = folder;
  git('remote', 'add', 'origin', 'https://me:hunter2@github.com/a/b.git');
  git('add', '.');
  git('commit', '-qm', 'First');
  assert.deepEqual(await readProvenance(skill, {}), {
    commit: git('rev-parse', 'HEAD'),
    branch: 'main',
    isDirty: false,
    remote: 'https://github.com/a/b.git',
    by: 'Ada',
    run: null,
    notes: null,
  });
  const env = { GIT_AUTHOR_NAME: 'Grace <grace@example.com>' };
  assert.equal((await readProvenance(skill, env)).by, 'Grace', 'as a commit would be by her');
});

test('a skill is dirty when it differs from the commit, and not for the link file’s sake', async () => {
  const { folder, git, skill } = await repository();
  await using _ = folder;
  assert.equal((await readProvenance(skill, {})).isDirty, true, 'before the first commit');
  git('add', '.');
  git('commit', '-qm', 'First');
  await writeFile(join(folder.path, '.skillwright.json'), '{}');
  await writeFile(join(folder.path, 'skills/other.md'), 'x');
  assert.equal((await readProvenance(skill, {})).isDirty, false);
  await writeFile(join(skill, 'new.md'), 'x');
  assert.equal((await readProvenance(skill, {})).isDirty, true);
});

test('a detached head has no branch but the one that the CI names, and the CI’s run is told', async () => {
  const { folder, git, skill } = await repository();
  await using _ = folder;
  git('add', '.');
  git('commit', '-qm', 'First');
  git('checkout', '-q', '--detach');
  assert.equal((await readProvenance(skill, {})).branch, null);
  const ci = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'a/b',
    GITHUB_RUN_ID: '7',
    GITHUB_REF_NAME: 'main',
  };
  const told = await readProvenance(skill, ci);
  assert.deepEqual([told.branch, told.run], ['main', 'https://github.com/a/b/actions/runs/7']);
});

test('outside a repository nothing is known, and nothing fails', async () => {
  await using folder = await tempFolder();
  assert.deepEqual(await readProvenance(folder.path, {}), unknownProvenance);
  assert.deepEqual(await commitsSince(folder.path, null), []);
});

test('the commits since a version are those that touched the skill', async () => {
  const { folder, git, skill } = await repository();
  await using _ = folder;
  git('add', '.');
  git('commit', '-qm', 'First');
  const first = git('rev-parse', 'HEAD');
  await writeFile(join(folder.path, 'README.md'), 'x');
  git('add', '.');
  git('commit', '-qm', 'Elsewhere');
  await writeFile(join(skill, 'SKILL.md'), 'b');
  git('commit', '-qam', 'Say b');
  assert.deepEqual(await commitsSince(skill, first), ['Say b']);
  assert.deepEqual(await commitsSince(skill, null), ['Say b', 'First']);
  assert.deepEqual(await commitsSince(skill, '--output=x'), ['Say b', 'First'], 'no option of git gets in');
});

test('commits of nothing but the link file are no notes of a skill that is the whole repository', async () => {
  const { folder, git } = await repository();
  await using _ = folder;
  git('add', '.');
  git('commit', '-qm', 'First');
  const first = git('rev-parse', 'HEAD');
  await writeFile(join(folder.path, '.skillwright.json'), '{}');
  git('add', '.');
  git('commit', '-qm', 'Note what was published [skip ci]');
  await writeFile(join(folder.path, 'SKILL.md'), 'b');
  git('add', '.');
  git('commit', '-qm', 'Say b');
  assert.deepEqual(await commitsSince(folder.path, first), ['Say b']);
  const between = await commitsBetween(folder.path, first, git('rev-parse', 'HEAD'));
  assertOk(between);
  assert.deepEqual(
    between.value.map(({ subject }) => subject),
    ['Say b'],
  );
});
