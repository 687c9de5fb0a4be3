import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { commitsBetween } from '../../../../src/disk/git/commits.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

async function repository() {
  const folder = await tempFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=ada@example.com', '-c', 'user.name=Ada <a@b.c>', ...args], {
      cwd: folder.path,
      encoding: 'utf8',
    }).trim();
  const commit = async (path: string, subject: string) => {
    await mkdir(join(folder.path, path), { recursive: true });
    await writeFile(join(folder.path, path, 'a.txt'), subject);
    git('add', '.');
    git('commit', '-qm', subject);
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q', '-b', 'main');
  return { ...folder, git, commit, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('the commits between two versions are those that touched the skill’s folder, newest first', async () => {
  await using repo = await repository();
  const first = await repo.commit('skills/a', 'Begin');
  await repo.commit('skills/a', 'Say more: "a" & b');
  await repo.commit('skills/b', 'Another skill');
  const last = await repo.commit('skills/a', 'Say less');
  const commits = await commitsBetween(join(repo.path, 'skills/a'), first, last);
  assertOk(commits);
  assert.deepEqual(
    commits.value.map(({ subject, by }) => [subject, by]),
    [
      ['Say less', 'Ada'],
      ['Say more: "a" & b', 'Ada'],
    ],
  );
  assert.equal(commits.value[0]?.hash, last);
  assert.deepEqual(await commitsBetween(join(repo.path, 'skills/a'), last, last), { ok: true, value: [] });
});

test('commits that this repository does not have, or that are none, are a failure and no option of git', async () => {
  await using repo = await repository();
  const only = await repo.commit('skills/a', 'Begin');
  for (const other of ['0'.repeat(40), '--output=x', 'HEAD', '']) {
    const commits = await commitsBetween(join(repo.path, 'skills/a'), other, only);
    assert.equal(commits.ok, false, other);
  }
});
