import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCli } from '../../../support/process/runCli.ts';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';

describe('the words of a command line', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let data: string;
  before(async () => {
    folder = await tempFolder();
    data = join(folder.path, 'registry');
    await mkdir(join(folder.path, 'skills/pdf-forms'), { recursive: true });
    await writeFile(join(folder.path, 'skills/pdf-forms/SKILL.md'), skillText('pdf-forms'));
    assert.equal((await run('publish', 'skills/pdf-forms')).code, 0);
  });
  after(() => folder[Symbol.asyncDispose]());
  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--registry', 'local', '--data', data], folder.path);

  it('name the skill that was probably meant, also in other letters', async () => {
    for (const typed of ['PDF-Forms', 'pdf-form']) {
      const { code, stderr } = await run('versions', typed);
      assert.deepEqual([code, stderr.includes(`no skill “${typed}”; “pdf-forms” is one`)], [1, true], stderr);
    }
  });

  it('say of a folder that it is not linked', async () => {
    const { code, stderr } = await run('versions', 'skills');
    assert.equal(code, 1);
    assert.match(stderr, /^The folder “skills” is not linked to a skill on Local, /);
  });

  it('take a SKILL.md for its folder wherever a folder is named', async () => {
    const manifest = 'skills/pdf-forms/SKILL.md';
    for (const args of [
      ['versions', manifest],
      ['diff', manifest, '1', '1'],
      ['default', manifest, '1', '--promotion', 'require'],
    ]) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
    }
    for (const args of [
      ['pack', manifest, '-o', 'forms.zip'],
      ['use', manifest, '--as', 'local'],
    ]) {
      const { code, stderr } = await runInProcess(args, folder.path);
      assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
    }
  });

  it('refuse to download beside the root, where no link of it could be', async () => {
    await mkdir(join(folder.path, 'root'));
    const { code, stderr } = await run('download', 'pdf-forms', '--to', 'beside/new', '--root', 'root');
    assert.equal(code, 1);
    assert.match(stderr, /^beside\/new is not in root: --root names the folder above it/);
    assert.equal(existsSync(join(folder.path, 'beside')), false);
    assert.equal((await run('download', 'pdf-forms', '--to', 'root/new', '--root', 'root')).code, 0);
  });

  it('name the file that a bundle cannot be written to', async () => {
    const packed = await runInProcess(['pack', 'skills/pdf-forms', '-o', 'none/out.zip'], folder.path);
    const path = join(await realpath(folder.path), 'none/out.zip');
    assert.deepEqual([packed.code, packed.stderr.startsWith(`${path} cannot be written:`)], [2, true]);
  });

  it("say of the vendor's own skills that nobody else changes or deletes them", async () => {
    await using server = await startTestRegistry();
    for (const [kind, id] of [
      ['openai', 'openai-spreadsheets'],
      ['anthropic', 'xlsx'],
    ]) {
      const registry = `${kind}=${kind === 'openai' ? server.baseURL : server.origin}`;
      for (const args of [
        ['delete', id ?? ''],
        ['delete', id ?? '', '--version', 'latest', '--yes'],
        ['rollback', id ?? ''],
        ...(kind === 'openai' ? [['default', id ?? '', '1']] : []),
      ]) {
        const { code, stderr } = await runInProcess([...args, '--registry', registry], folder.path, {
          SKILLWRIGHT_KEY: server.token,
        });
        assert.equal(code, 1);
        assert.match(stderr, /is the vendor’s own on .*: it can be used, and neither changed nor deleted\./);
      }
    }
  });

  it('say that no key downloads what Anthropic made', async () => {
    await using server = await startTestRegistry();
    const at = ['--registry', `anthropic=${server.origin}`];
    const args = ['download', 'xlsx', '--to', 'taken', ...at];
    const { code, stderr } = await runInProcess(args, folder.path, { SKILLWRIGHT_KEY: server.token });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /cannot hand out the files of a skill that its vendor made: registries of its kind do not/,
    );
    assert.doesNotMatch(stderr, /key/);
  });

  it("show the id of a version that is called by its time, as Anthropic's are", async () => {
    await using server = await startTestRegistry({ dataDirectory: data });
    const env = { SKILLWRIGHT_KEY: server.token, TZ: 'Asia/Tokyo' };
    const at = ['--registry', `anthropic=${server.origin}`];
    const { stdout } = await runCli(['versions', 'pdf-forms', ...at], { cwd: folder.path, env });
    const [, id = ''] =
      /^ {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+9 {2}(skver_\w+) {2}latest$/m.exec(stdout) ?? [];
    const shown = await runCli(['show', 'pdf-forms', '--version', id, ...at], { cwd: folder.path, env });
    assert.equal(shown.code, 0, stdout);
  });

  it('find a name in whichever form its accents are typed, and put what others call a skill into one line', async () => {
    await using server = await startRawServer(({ url }, response) => {
      const skill = (id: string, name: string) => ({
        ...{ id, object: 'skill', name, description: 'x', created_at: 1 },
        ...{ default_version: '1', latest_version: '1' },
      });
      const data = [skill('skill_1', 'cafe\u0301'), skill('skill_2', 'one\nDeleted everything.')];
      const one = data.find(({ id }) => url?.includes(id));
      const list = { object: 'list', data: one ? [] : data, has_more: false };
      const isThere = url?.endsWith('/versions') || url?.includes('?');
      response.writeHead(isThere || one ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isThere ? list : (one ?? { error: { message: 'There is none.' } })));
    });
    const key = { SKILLWRIGHT_KEY: 'key' };
    const at = ['--registry', `${server.origin}/v1`];
    const found = await runInProcess(['versions', 'caf\u00e9', ...at, '--json'], folder.path, key);
    assert.equal(JSON.parse(found.stdout).skill?.id, 'skill_1', found.stderr);
    const { stderr } = await runInProcess(['show', 'skill_2', ...at], folder.path, key);
    assert.match(stderr, /^“one Deleted everything\.” has no version/);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  });
});
