import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../../../support/process/runCli.ts';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';
import { packUpload } from '../../../support/zip/skillUpload.ts';

async function write(folder: string, name: string): Promise<void> {
  await mkdir(join(folder, 'skills', name), { recursive: true });
  await writeFile(join(folder, 'skills', name, 'SKILL.md'), skillText(name));
}

test('status tells what is as published, changed, behind, gone or was never published', async () => {
  await using folder = await tempFolder();
  const data = join(folder.path, 'data');
  const at = ['--registry', 'local', '--data', data];
  const run = (...args: readonly string[]) => runInProcess([...args, ...at], folder.path);
  for (const name of ['same', 'edited', 'overtaken', 'deleted']) {
    await write(folder.path, name);
  }
  assert.equal((await run('publish', 'skills')).code, 0);
  assert.equal((await run('status', 'skills')).code, 0, 'all are as published');
  await write(folder.path, 'fresh');
  await appendFile(join(folder.path, 'skills/edited/SKILL.md'), 'More.\n');
  {
    await using server = await startTestRegistry({ dataDirectory: data });
    const registry = connectTo(server.baseURL, server.token);
    const listed = await registry.listSkills();
    assertOk(listed);
    const idOf = (name: string) => listed.value.items.find(skill => skill.name === name)?.id ?? '';
    const upload = await packUpload('overtaken', { 'SKILL.md': `${skillText('overtaken')}Theirs.\n` });
    assert.ok((await registry.createVersion(idOf('overtaken'), upload)).ok);
    assert.ok((await registry.deleteSkill(idOf('deleted'))).ok);
  }
  const { code, stdout } = await run('status', 'skills', '--json');
  assert.equal(code, 1);
  const { skills } = JSON.parse(stdout) as { skills: { path: string; status: string }[] };
  assert.deepEqual(Object.fromEntries(skills.map(({ path, status }) => [path.slice(7), status])), {
    deleted: 'gone',
    edited: 'changed',
    fresh: 'never-published',
    overtaken: 'behind',
    same: 'as-published',
  });
  const text = await run('status', 'skills');
  assert.match(text.stdout, /skills\/overtaken {2}local {2}v1, behind v2/);
  assert.match(text.stdout, /^skills\/deleted {2}local {2}gone from local$/m);
  assert.match(text.stdout, /4 skills of 5 not as published\./);
});

test('status with two registries counts skills, and not how often they are published', async () => {
  await using folder = await tempFolder();
  await using server = await startTestRegistry();
  const two = ['--registry', 'local', '--data', join(folder.path, 'data'), '--registry', server.baseURL];
  const run = (...args: readonly string[]) =>
    runCli([...args, ...two], { cwd: folder.path, env: { SKILLWRIGHT_KEY: server.token } });
  await write(folder.path, 'one');
  await write(folder.path, 'other');
  assert.equal((await run('publish', 'skills')).code, 0);
  await appendFile(join(folder.path, 'skills/one/SKILL.md'), 'More.\n');
  const { stdout } = await run('status', 'skills');
  assert.equal(stdout.match(/changed since v1/g)?.length, 2, 'a line for each registry');
  assert.match(stdout, /^1 skill of 2 not as published\.$/m);
});

test('status says that the version which a folder was published as is deleted, and is behind none then', async () => {
  await using folder = await tempFolder();
  const at = ['--registry', 'local', '--data', join(folder.path, 'data')];
  const run = (...args: readonly string[]) => runInProcess([...args, ...at], folder.path);
  await write(folder.path, 'one');
  assert.equal((await run('publish', 'skills')).code, 0);
  await appendFile(join(folder.path, 'skills/one/SKILL.md'), 'More.\n');
  assert.equal((await run('publish', 'skills')).code, 0);
  assert.equal((await run('delete', 'one', '--version', 'v2', '--yes')).code, 0);
  const { code, stdout } = await run('status', 'skills');
  assert.equal(code, 1);
  assert.match(stdout, /^skills\/one {2}local {2}v2 gone from local, v1 runs$/m);
  const { skills } = JSON.parse((await run('status', 'skills', '--json')).stdout);
  assert.deepEqual([skills[0].status, skills[0].published, skills[0].latest], ['gone', '2', '1']);
});

test("status calls Anthropic's versions by their time, and what only has an id by what it is", async () => {
  await using folder = await tempFolder();
  await using server = await startTestRegistry();
  await write(folder.path, 'one');
  const run = (...args: readonly string[]) =>
    runCli([...args, '--registry', `anthropic=${server.origin}`], {
      cwd: folder.path,
      env: { SKILLWRIGHT_KEY: server.token, TZ: 'UTC' },
    });
  assert.equal((await run('publish', 'skills')).code, 0);
  const time = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC';
  assert.match((await run('status', 'skills')).stdout, new RegExp(`  as published, ${time}$`, 'm'));
  const registry = connectTo(server.baseURL, server.token);
  const listed = await registry.listSkills();
  assertOk(listed);
  const upload = await packUpload('one', { 'SKILL.md': `${skillText('one')}Theirs.\n` });
  assert.ok((await registry.createVersion(listed.value.items[0]?.id ?? '', upload)).ok);
  const behind = await run('status', 'skills');
  assert.match(behind.stdout, new RegExp(`  ${time}, behind a newer version$`, 'm'));
});

test('status tells that a link file was not committed', async () => {
  await using folder = await tempFolder();
  await using server = await startTestRegistry();
  execFileSync('git', ['init', '-q'], { cwd: folder.path });
  await write(folder.path, 'one');
  const before = process.env.SKILLWRIGHT_KEY;
  process.env.SKILLWRIGHT_KEY = server.token;
  try {
    const at = ['--registry', server.baseURL];
    assert.equal((await runInProcess(['publish', 'skills', ...at], folder.path)).code, 0);
    const told = await runInProcess(['status', 'skills', ...at], folder.path);
    assert.equal(told.code, 1);
    assert.match(told.stdout, /\.skillwright\.json is published but not committed/);
    assert.match(told.stdout, /^Everything is as published, but not committed\.$/m);
    const git = ['-c', 'user.name=a', '-c', 'user.email=a@b.example'];
    execFileSync('git', ['add', '.'], { cwd: folder.path });
    execFileSync('git', [...git, 'commit', '-qm', 'x'], { cwd: folder.path });
    assert.equal((await runInProcess(['status', 'skills', ...at], folder.path)).code, 0);
  } finally {
    if (before === undefined) {
      delete process.env.SKILLWRIGHT_KEY;
    } else {
      process.env.SKILLWRIGHT_KEY = before;
    }
  }
});

test('status in a workspace whose link file has conflict markers says so of each skill', async () => {
  await using folder = await tempFolder();
  await write(folder.path, 'one');
  await mkdir(join(folder.path, '.git'));
  await writeFile(join(folder.path, '.skillwright.json'), '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n');
  const at = ['--registry', 'openai'];
  const before = process.env.OPENAI_API_KEY;
  process.env.OPENAI_API_KEY = 'sk-x';
  try {
    const told = await runInProcess(['status', 'skills', ...at], folder.path);
    assert.equal(told.code, 1);
    assert.match(told.stdout, /conflict markers/);
  } finally {
    if (before === undefined) {
      delete process.env.OPENAI_API_KEY;
    } else {
      process.env.OPENAI_API_KEY = before;
    }
  }
});
