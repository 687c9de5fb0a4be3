import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';

async function folderWith(test: TestContext, ...names: readonly string[]): Promise<string> {
  const root = await tempFolderOf(test);
  for (const name of names) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'SKILL.md'), skillText(name));
  }
  return root;
}

/** Publishes to a local registry in the folder; the skill's id there, or null. */
async function publish(root: string, name: string, ...more: readonly string[]) {
  const args = ['publish', name, '--registry', 'local', '--data', join(root, 'data'), '--json', ...more];
  const { code, stdout, stderr } = await runInProcess(args, root);
  const [target] = JSON.parse(stdout).skills[0].targets;
  return { code, stderr, outcome: target.outcome };
}

it('--link to a skill that is not there is refused; no new skill is made in its place', async t => {
  const root = await folderWith(t, 'lonely');
  const { code, stderr, outcome } = await publish(root, 'lonely', '--link', 'skill_missing', '--yes');
  assert.equal(code, 1);
  assert.notEqual(outcome.kind, 'published');
  assert.match(stderr, /lonely/);
  const { outcome: later } = await publish(root, 'lonely', '--yes');
  assert.deepEqual([later.kind, later.version], ['published', '1'], 'nothing was published before');
});

it('--link makes a version of the skill it names, whatever that one is called', async t => {
  const root = await folderWith(t, 'old-name', 'new-name');
  const first = await publish(root, 'old-name', '--yes');
  assert.equal(first.outcome.kind, 'published');
  const { skillId } = first.outcome;
  assert.match(String(skillId), /^skill_/);
  const second = await publish(root, 'new-name', '--link', skillId, '--yes');
  assert.deepEqual(
    [second.code, second.outcome.kind, second.outcome.skillId, second.outcome.version],
    [0, 'published', skillId, '2'],
    second.stderr,
  );
});

it('--link is refused for several skills, which would all become versions of the one', async t => {
  const root = await folderWith(t, 'first', 'second');
  const args = [
    'publish',
    '.',
    '--registry',
    'local',
    '--data',
    join(root, 'data'),
    '--link',
    'skill_1',
    '--yes',
  ];
  const { code, stdout, stderr } = await runInProcess(args, root);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /--link is for one skill, and these are 2/);
});

it('--new and --link are refused for a folder that is linked to another skill, and nothing is published', async t => {
  const root = await folderWith(t, 'linked', 'other');
  const first = await publish(root, 'linked', '--yes');
  const other = await publish(root, 'other', '--yes');
  await appendFile(join(root, 'linked/SKILL.md'), 'More.\n');
  for (const [options, why] of [
    [['--new'], /linked is linked to skill_\w+ on Local, and --new would make another one of it: /],
    [['--new', '--dry-run'], /--new would make another one of it/],
    [
      ['--link', other.outcome.skillId],
      /linked is linked to skill_\w+ on Local, and --link names skill_\w+: /,
    ],
  ] as const) {
    const { code, stderr, outcome } = await publish(root, 'linked', '--yes', ...options);
    assert.deepEqual([code, outcome], [1, null], stderr);
    assert.match(stderr, why);
  }
  const same = await publish(root, 'linked', '--yes', '--link', first.outcome.skillId);
  assert.deepEqual([same.code, same.outcome.version], [0, '2'], 'the link says the same as the option');
});

it('--label is refused for several skills, no two of which can be called the same', async t => {
  const root = await folderWith(t, 'first', 'second');
  const args = ['publish', '.', '--registry', 'local', '--data', join(root, 'data'), '--label', 'X', '--yes'];
  const { code, stderr } = await runInProcess(args, root);
  assert.equal(code, 2);
  assert.match(stderr, /--label is for one skill, and these are 2/);
});
