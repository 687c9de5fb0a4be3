import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

const description = ['--description', 'Writes release notes. Use when preparing a release.'];

test('new makes a skill that has no problem, and does not touch one that is there', async () => {
  await using folder = await tempFolder();
  const made = await runInProcess(['new', 'notes', ...description], folder.path);
  assert.equal(made.code, 0, made.stderr);
  assert.equal((await runInProcess(['validate', 'skills', '--max-warnings', '9'], folder.path)).code, 0);
  await writeFile(join(folder.path, 'skills/notes/SKILL.md'), 'mine');
  const again = await runInProcess(['new', 'notes', ...description], folder.path);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /skills\/notes exists already; nothing was changed/);
  assert.equal(await readFile(join(folder.path, 'skills/notes/SKILL.md'), 'utf8'), 'mine');
});

test('new refuses a name that no registry takes, and says why', async () => {
  await using folder = await tempFolder();
  const refused = await runInProcess(['new', 'My Notes', ...description, '--json'], folder.path);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /"M", a space, "N"/);
  assert.equal(JSON.parse(refused.stdout).ok, false);
  assert.equal((await runInProcess(['new', 'notes'], folder.path)).code, 2);
});

test('new says what is in the way, and leaves nothing half made', async () => {
  await using folder = await tempFolder();
  await writeFile(join(folder.path, 'skills'), 'a file');
  const inFile = await runInProcess(['new', 'notes', ...description, '--json'], folder.path);
  assert.equal(inFile.code, 2);
  assert.match(inFile.stderr, /cannot be written/);
  assert.doesNotMatch(inFile.stderr, /exists already/);
  assert.equal(JSON.parse(inFile.stdout).ok, false);
  await mkdir(join(folder.path, 'own'));
  await symlink('nowhere', join(folder.path, 'own/notes'));
  const astray = await runInProcess(['new', 'notes', ...description, '--in', 'own'], folder.path);
  assert.equal(astray.code, 1);
  assert.match(astray.stderr, /own\/notes exists already; nothing was changed/);
  assert.deepEqual((await readdir(folder.path, { recursive: true })).sort(), ['own', 'own/notes', 'skills']);
});
