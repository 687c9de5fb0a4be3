import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';
import { packUpload } from '../../../support/zip/skillUpload.ts';

const skill = (name: string, body: string) => ({
  'SKILL.md': `---\nname: ${name}\ndescription: Does ${name}. Use when asked for ${name}.\n---\n\n${body}\n`,
});

describe('what the command line does with what is published', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let data: string;
  let id: string;
  before(async () => {
    folder = await tempFolder();
    data = join(folder.path, 'registry');
    await using server = await startTestRegistry({ dataDirectory: data });
    const registry = connectTo(server.baseURL, server.token);
    const created = await registry.createSkill(await packUpload('forms', skill('forms', 'First.')));
    assertOk(created);
    id = created.value.skill.id;
    for (const body of ['Second.', 'Third.']) {
      const files = { ...skill('forms', body), 'scripts/run.sh': '#!/bin/sh\ncurl https://a.example\n' };
      assert.ok((await registry.createVersion(id, await packUpload('forms', files))).ok);
    }
    for (const body of ['One.', 'Two.']) {
      assert.ok((await registry.createSkill(await packUpload('twice', skill('twice', body)))).ok);
    }
  });
  after(() => folder[Symbol.asyncDispose]());

  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--registry', 'local', '--data', data], folder.path);
  const json = async (...args: readonly string[]) => JSON.parse((await run(...args, '--json')).stdout);

  it('list names every skill with its default and latest version', async () => {
    const { code, stdout } = await run('list');
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^forms {2}${id} {2}v1 is the default, v3 the latest$`, 'm'));
    assert.equal((await json('list')).skills.length, 3);
  });

  it('versions come newest first, and say which runs', async () => {
    const { stdout } = await run('versions', 'forms');
    const lines = stdout.trim().split('\n').slice(1);
    assert.deepEqual(
      lines.map(line => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, 'TIME').trim()),
      ['v3  TIME  latest', 'v2  TIME', 'v1  TIME  default'],
    );
  });

  it('a skill is found by its id, and a name that two have is refused with both ids', async () => {
    assert.equal((await json('versions', id)).skill.name, 'forms');
    const { code, stderr } = await run('versions', 'twice');
    assert.equal(code, 1);
    assert.match(stderr, /2 skills called “twice” \(skill_\S+, skill_\S+\): say which by its id/);
    const nobody = await run('versions', 'nobody', '--json');
    assert.equal(nobody.code, 1);
    assert.deepEqual(JSON.parse(nobody.stdout).ok, false, 'a document also when it fails');
  });

  it('a link whose id was changed into that of another skill stops whatever would act there', async () => {
    const toy = join(folder.path, 'toy');
    const forms = join(folder.path, 'forms');
    for (const [at, name] of [
      [toy, 'toy'],
      [forms, 'forms'],
    ] as const) {
      await mkdir(at);
      await writeFile(join(at, 'SKILL.md'), skill(name, 'Mine.')['SKILL.md']);
    }
    const link = (name: string) => ({
      registries: {
        local: { skillId: id, name, version: '1', digest: 'sha256:0', publishedAt: '2026-01-01' },
      },
    });
    const links = { version: 1, skills: { [toy]: link('toy'), [forms]: link('of another time') } };
    await writeFile(join(data, 'links.json'), JSON.stringify(links));
    for (const args of [
      ['delete', 'toy', '--yes'],
      ['default', 'toy', 'v2'],
      ['rollback', 'toy', 'v1'],
      ['show', 'toy'],
    ]) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 1, args.join(' '));
      assert.match(
        stderr,
        new RegExp(`toy is linked to another skill on Local, “forms” \\(${id}\\), and the link says “toy”`),
      );
    }
    assert.equal((await run('show', 'forms')).code, 0, 'a folder that has the name itself');
    await rm(join(data, 'links.json'));
    await rm(toy, { recursive: true });
    await rm(forms, { recursive: true });
  });

  it('show prints the files and SKILL.md of the version that was asked for', async () => {
    assert.match((await run('show', 'forms')).stdout, /First\./);
    const { stdout } = await run('show', 'forms', '--version', 'latest');
    assert.match(stdout, /2 files/);
    assert.match(stdout, /scripts\/run\.sh/);
    assert.match(stdout, /Third\./);
    const missing = await run('show', 'forms', '--version', 'v9');
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /has no version v9 on Local; it has v3, v2, v1\./);
  });

  it('trust says what a version runs and reaches', async () => {
    const { stdout } = await run('trust', 'forms', '--version', '2');
    assert.match(stdout, /scripts\/run\.sh/);
    assert.match(stdout, /a\.example/);
  });

  it('diff prints what changed as a patch, and its exit code says whether anything did', async () => {
    const { code, stdout } = await run('diff', 'forms', 'v1', 'v3');
    assert.equal(code, 1);
    assert.match(stdout, /^forms v1 → v3: \+1 ~1$/m);
    assert.match(stdout, /^-First\.$/m);
    assert.match(stdout, /^\+Third\.$/m);
    assert.equal((await run('diff', 'forms', 'v2', 'v2')).code, 0);
  });

  it('download makes the folder, links it, and overwrites nothing', async () => {
    const to = join(folder.path, 'down', 'forms');
    const first = await run('download', 'forms', '--version', 'v3', '--to', to);
    assert.equal(first.code, 0, first.stderr);
    assert.match(await readFile(join(to, 'SKILL.md'), 'utf8'), /Third\./);
    assert.equal((await json('versions', to)).skill.id, id, 'the folder stands for the skill now');
    const again = await run('download', 'forms', '--to', to);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /exists/);
    assert.match(await readFile(join(to, 'SKILL.md'), 'utf8'), /Third\./);
    const beside = await json('download', 'forms', '--to', join(folder.path, 'down'));
    assert.equal(beside.ok, false, 'a folder of that name is there already');
  });

  it('default moves the pointer, rollback takes it back, and both say what runs', async () => {
    assert.match((await run('default', 'forms', 'v3')).stdout, /v3 of forms is the default now/);
    assert.match((await run('default', 'forms', 'v3')).stdout, /is the default already/);
    const back = await run('rollback', 'forms');
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stdout, /v2 of forms runs again/);
    assert.equal((await json('versions', 'forms')).skill.default, '2');
    assert.match((await run('rollback', 'forms', 'v1')).stdout, /v1 of forms runs again/);
  });

  it('delete says what would go, and does it with --yes only', async () => {
    const asked = await run('delete', 'forms', '--version', 'v2');
    assert.equal(asked.code, 1);
    assert.match(asked.stderr, /would delete v2 of “forms” from Local\. .*Repeat it with --yes/);
    const refused = await run('delete', 'forms', '--version', 'default', '--yes');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /As the default it cannot be deleted/);
    assert.equal((await run('delete', 'forms', '--version', 'v2', '--yes')).code, 0);
    const whole = await run('delete', 'forms');
    assert.match(whole.stderr, /would delete “forms” \(skill_\S+\) with its 2 versions/);
    assert.equal((await run('delete', 'forms', '--yes')).code, 0);
    assert.match((await run('versions', 'forms')).stderr, /Local has no skill “forms”/);
  });

  it('says how it is called where a word is missing, and takes one registry', async () => {
    const usage = await run('diff', 'forms', 'v1');
    assert.equal(usage.code, 2);
    assert.match(usage.stderr, /Usage: skillwright diff SKILL A B/);
    const none = await runInProcess(['list'], folder.path);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /Say which registry/);
  });

  it('looking into a local registry that is not there makes none', async () => {
    const nowhere = join(folder.path, 'nowhere');
    const listed = await runInProcess(['list', '--registry', 'local', '--data', nowhere], folder.path);
    assert.equal(listed.code, 0);
    assert.match(listed.stdout, /Local has no skills yet/);
    assert.equal(existsSync(nowhere), false);
  });
});
