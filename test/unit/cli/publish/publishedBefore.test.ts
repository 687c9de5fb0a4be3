import assert from 'node:assert/strict';
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';

/** A folder with a skill that was published and has been moved since. */
async function movedSkill(test: TestContext) {
  const root = await tempFolderOf(test);
  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--registry', 'local', '--data', join(root, 'data')], root);
  await mkdir(join(root, 'old/tidy'), { recursive: true });
  await writeFile(join(root, 'old/tidy/SKILL.md'), skillText('tidy'));
  assert.equal((await run('publish', 'old', '--yes')).code, 0);
  await mkdir(join(root, 'new'));
  await rename(join(root, 'old/tidy'), join(root, 'new/tidy'));
  return { file: join(root, 'new/tidy/SKILL.md'), run };
}

it('a skill that was moved is as published, and --changed follows it, so that a later change is published', async t => {
  const { file, run } = await movedSkill(t);
  const status = await run('status', 'new');
  assert.deepEqual([status.code, status.stdout.includes('new/tidy  local  as published, v1')], [0, true]);
  assert.equal((await run('publish', 'new', '--changed', '--yes')).code, 0);
  await appendFile(file, 'More.\n');
  const changed = await run('publish', 'new', '--changed', '--yes');
  assert.equal(changed.code, 0, changed.stderr);
  assert.match(changed.stdout, /Published “tidy” to Local as v2/);
});

it('a skill that was moved and changed is asked about by --changed, and not left out in silence', async t => {
  const { file, run } = await movedSkill(t);
  await appendFile(file, 'More.\n');
  const { code, stderr } = await run('publish', 'new', '--changed', '--yes');
  assert.equal(code, 1);
  assert.match(stderr, /“tidy” was not published to Local\. .*--link ID says which skill it is/s);
});

it('a skill that was moved and is gone from the registry is not made anew by --changed', async t => {
  const { file, run } = await movedSkill(t);
  assert.equal((await run('delete', 'tidy', '--yes')).code, 0);
  await appendFile(file, 'More.\n');
  const { code, stderr } = await run('publish', 'new', '--changed', '--yes');
  assert.equal(code, 1);
  assert.match(stderr, /new\/tidy has been moved since it was published, and is gone from Local/);
  assert.match((await run('list')).stdout, /no skills/i);
});

it('what was never published is said to be left out by --changed', async t => {
  const { file, run } = await movedSkill(t);
  await writeFile(file, skillText('other'));
  const { code, stdout } = await run('publish', 'new', '--changed', '--yes');
  assert.equal(code, 0);
  assert.match(stdout, /^ {2}never published there, and left out by --changed$/m);
});
