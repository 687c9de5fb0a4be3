import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { GitChanges } from '../../../../src/disk/git/gitChanges.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

/** Git as it is on everybody's machine, without this machine's settings. */
function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    stdio: 'ignore',
  });
}

/** A repository with a skill of which a file is ignored, looked at once. */
async function madeRepository() {
  const temp = await tempFolder();
  const root = join(temp.path, 'repository');
  const skill = join(root, 'skills', 'demo');
  await mkdir(skill, { recursive: true });
  git(root, 'init', '-q');
  await writeFile(join(root, '.gitignore'), '*.pdf\n');
  await writeFile(join(skill, 'SKILL.md'), 'Demo');
  await writeFile(join(skill, 'form.pdf'), '%PDF');
  git(root, 'add', '-A');
  const changes = new GitChanges();
  const look = () => changes.look([skill]);
  assert.equal(await look(), false);
  return { root, skill, look, [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() };
}

describe('what Git tracks and ignores', () => {
  it('is another after an ignored file is added by force, and after it is taken out again', async () => {
    await using made = await madeRepository();
    git(made.root, 'add', '-f', 'skills/demo/form.pdf');
    assert.deepEqual([await made.look(), await made.look()], [true, false]);
    git(made.root, 'rm', '-q', '--cached', 'skills/demo/form.pdf');
    assert.deepEqual([await made.look(), await made.look()], [true, false]);
  });

  it('is the same after tracked files are written, staged and committed', async () => {
    await using made = await madeRepository();
    git(made.root, 'add', '-f', 'skills/demo/form.pdf');
    await made.look();
    for (const text of ['Two', 'Three and more']) {
      await writeFile(join(made.skill, 'SKILL.md'), text);
      git(made.root, 'add', '-A');
      git(made.root, 'commit', '-q', '--no-verify', '-m', text);
      assert.equal(await made.look(), false, text);
    }
  });

  it('is another after the repository’s own excludes are written, in a folder of its own beside it as well', async () => {
    await using made = await madeRepository();
    await appendFile(join(made.root, '.git', 'info', 'exclude'), '*.md\n');
    assert.deepEqual([await made.look(), await made.look()], [true, false]);
    git(made.root, 'commit', '-q', '-m', 'First');
    git(made.root, 'worktree', 'add', '-q', '../beside');
    const changes = new GitChanges();
    const look = () => changes.look([join(made.root, '..', 'beside', 'skills', 'demo')]);
    await look();
    await appendFile(join(made.root, '.git', 'info', 'exclude'), '*.txt\n');
    assert.deepEqual([await look(), await look()], [true, false]);
  });

  it('is another when a repository comes or goes', async () => {
    await using made = await madeRepository();
    await rm(join(made.root, '.git'), { recursive: true });
    assert.deepEqual([await made.look(), await made.look()], [true, false]);
    git(made.root, 'init', '-q');
    assert.deepEqual([await made.look(), await made.look()], [true, false]);
  });
});
