import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';

test('publish --changed brings what changed, and the link file says which commit each version is and why', async () => {
  await using folder = await tempFolder();
  await using server = await startTestRegistry();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=ada@example.com', '-c', 'user.name=Ada', ...args], {
      cwd: folder.path,
      encoding: 'utf8',
    }).trim();
  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--registry', server.baseURL], folder.path, { SKILLWRIGHT_KEY: server.token });
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('remote', 'add', 'origin', 'https://me:hunter2@github.com/a/b.git');
  for (const name of ['one', 'two']) {
    await mkdir(join(folder.path, 'skills', name), { recursive: true });
    await writeFile(join(folder.path, 'skills', name, 'SKILL.md'), skillText(name));
  }
  git('add', '.');
  git('commit', '-qm', 'Two skills');
  const first = await run('publish', 'skills');
  assert.equal(first.code, 0, first.stderr);
  git('add', '.');
  git('commit', '-qm', 'Links');
  await mkdir(join(folder.path, 'skills/fresh'), { recursive: true });
  await writeFile(join(folder.path, 'skills/fresh/SKILL.md'), skillText('fresh'));
  await appendFile(join(folder.path, 'skills/one/SKILL.md'), 'More.\n');
  git('add', 'skills/one');
  git('commit', '-qm', 'Say more');
  const second = await run('publish', 'skills', '--changed');
  assert.equal(second.code, 0, second.stderr);
  assert.match(second.stdout, /Published “one” to .* as v2/);
  assert.doesNotMatch(second.stdout, /Published “fresh”/);
  const { skills } = JSON.parse(await readFile(join(folder.path, '.skillwright.json'), 'utf8'));
  const [history] = Object.values(skills['skills/one'].history) as { [field: string]: unknown }[][];
  const [latest, before] = history ?? [];
  assert.deepEqual(
    [latest?.version, latest?.commit, latest?.branch, latest?.notes, latest?.remote],
    ['2', git('rev-parse', 'HEAD'), 'main', '- Say more', 'https://github.com/a/b.git'],
  );
  assert.equal(before?.version, '1');
  assert.equal(latest?.isDirty, undefined, 'a clean folder is not called dirty, whatever the link file is');
  assert.doesNotMatch(JSON.stringify(skills), /example\.com|hunter2/);
  assert.equal(skills['skills/fresh'], undefined);
  const commit = git('rev-parse', '--short=7', 'HEAD');
  for (const named of ['skills/one', 'one']) {
    const versions = await run('versions', named);
    assert.match(versions.stdout, new RegExp(`${commit} on main, by Ada\\n\\s+- Say more\\n`), named);
    const shown = await run('show', named, '--version', 'v2');
    assert.match(shown.stdout, new RegExp(`Commit: ${commit} on main\\n {2}Repository: https://github`));
    const differ = await run('diff', named, 'v1', 'v2');
    assert.match(differ.stdout, new RegExp(`^ {2}${commit} Say more$`, 'm'));
  }
  const shown = JSON.parse((await run('show', 'one', '--version', 'v2', '--json')).stdout);
  assert.equal(shown.provenance.notes, '- Say more');
  assert.equal(JSON.parse((await run('diff', 'one', 'v1', 'v2', '--json')).stdout).commits.length, 1);
});

test('release notes are taken from the command line, from a file, or from the changelog', async () => {
  await using folder = await tempFolder();
  const skill = join(folder.path, 'skills/one');
  const data = ['--registry', 'local', '--data', join(folder.path, 'data')];
  await mkdir(skill, { recursive: true });
  const notesAfter = async (change: string, ...args: readonly string[]) => {
    await writeFile(join(skill, 'SKILL.md'), `${skillText('one')}${change}\n`);
    const done = await runInProcess(['publish', 'skills/one', ...data, ...args], folder.path, {});
    assert.equal(done.code, 0, done.stderr);
    const { skills } = JSON.parse(await readFile(join(folder.path, 'data/links.json'), 'utf8'));
    const [entry] = Object.values(skills) as { history: { local: { notes?: string }[] } }[];
    return entry?.history.local[0]?.notes;
  };
  assert.equal(await notesAfter('a', '--notes', 'Says a.'), 'Says a.');
  await writeFile(join(folder.path, 'notes.md'), 'Says b.\n');
  assert.equal(await notesAfter('b', '--notes', '@notes.md'), 'Says b.');
  await writeFile(join(skill, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n- Says c.\n');
  assert.equal(await notesAfter('c'), '- Says c.');
  const missing = await runInProcess(
    ['publish', 'skills/one', ...data, '--notes', '@gone.md'],
    folder.path,
    {},
  );
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /gone\.md/);
});

test('notes from a file without a name or without an end are refused before anything is sent', async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'one'));
  await writeFile(join(folder.path, 'one/SKILL.md'), skillText('one'));
  const publish = (notes: string) =>
    runInProcess(
      ['publish', 'one', '--registry', 'local', '--data', join(folder.path, 'data'), '--notes', notes],
      folder.path,
    );
  const nameless = await publish('@');
  assert.deepEqual([nameless.code, /names no file/.test(nameless.stderr)], [2, true], nameless.stderr);
  await writeFile(join(folder.path, 'long.md'), 'x'.repeat(2 ** 20 + 1));
  const long = await publish('@long.md');
  assert.deepEqual([long.code, /long\.md is longer than/.test(long.stderr)], [2, true], long.stderr);
  if (existsSync('/dev/zero')) {
    assert.match((await publish('@/dev/zero')).stderr, /\/dev\/zero is longer than/);
  }
});
