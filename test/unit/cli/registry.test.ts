import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import OpenAI from 'openai';
import { registryCommand } from '../../../src/cli/registry.ts';
import { commandLine } from '../../support/process/commandLine.ts';
import { tempFolderOf } from '../../support/process/tempFolder.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';
import { folderFiles, smallSkill } from '../../support/skill/skillFiles.ts';

/** Runs the command in this process; only for what ends by itself. */
async function run(test: TestContext, args: readonly string[]) {
  const errors = test.mock.method(console, 'error', () => undefined);
  const lines = test.mock.method(console, 'log', () => undefined);
  const status = await registryCommand.run(args);
  const textOf = ({ mock }: typeof errors) => mock.calls.flatMap(call => call.arguments).join('\n');
  return { status, printed: textOf(lines), complaint: textOf(errors) };
}

describe('skillwright registry', () => {
  it('leaves a folder alone that holds other things, such as a workspace with skills', async t => {
    const folder = await tempFolderOf(t);
    await mkdir(join(folder, 'skills', 'greet'), { recursive: true });
    const refused = await run(t, ['--data', folder]);
    assert.equal(refused.status, 2);
    assert.match(
      refused.complaint,
      / holds other things \(skills\): give the registry a folder of its own, such as /,
    );
    assert.deepEqual([await readdir(folder), await readdir(join(folder, 'skills'))], [['skills'], ['greet']]);
    // A port that is taken ends it after the look at the folder.
    await using taken = await startTestRegistry();
    const port = new URL(taken.origin).port;
    for (const kept of [['.DS_Store'], ['links.json', 'skills'], ['skills', 'scratch', 'notes.txt']]) {
      const data = await tempFolderOf(t);
      await Promise.all(kept.map(name => mkdir(join(data, name))));
      assert.match((await run(t, ['--data', data, '--port', port])).complaint, /Port \d+ is in use/);
    }
  });

  it('prints one line of JSON when it is ready, serves, and ends cleanly when it is told to', async t => {
    const data = join(await tempFolderOf(t), 'made', 'here');
    const args = [commandLine, 'registry', '--port', '0', '--data', data, '--token', 'my-token'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    t.after(() => child.kill('SIGKILL'));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { baseURL, token, ...rest } = JSON.parse(line.toString()) as Record<string, string>;
    assert.deepEqual([token, rest], ['my-token', {}]);
    assert.match(baseURL ?? '', /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    const client = new OpenAI({ apiKey: token!, baseURL: baseURL!, maxRetries: 0 });
    const skill = await client.skills.create({ files: folderFiles('served', smallSkill('served')) });
    assert.deepEqual((await client.skills.list()).data, [skill]);
    await assert.rejects(client.skills.retrieve('skill_x'), OpenAI.NotFoundError);
    const more = text(child.stdout);
    const complaints = text(child.stderr);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.deepEqual([await more, await complaints], ['', '']);
  });

  it('takes the token from a file or the environment, where no list of processes shows it', async t => {
    const folder = await tempFolderOf(t);
    const file = join(folder, 'token');
    await writeFile(file, 'from-a-file\nand a note\n', { mode: 0o600 });
    const ways: readonly (readonly [string[], Record<string, string>, string])[] = [
      [['--token-file', file], {}, 'from-a-file'],
      [[], { SKILLWRIGHT_REGISTRY_TOKEN: 'from-the-environment' }, 'from-the-environment'],
    ];
    for (const [options, env, expected] of ways) {
      const args = [commandLine, 'registry', '--data', join(folder, 'data'), ...options];
      const child = spawn(process.execPath, args, {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, ...env },
      });
      t.after(() => child.kill('SIGKILL'));
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      assert.equal((JSON.parse(line.toString()) as { token: string }).token, expected);
    }
  });

  const refusals: readonly (readonly [string, (folder: string) => Promise<string[]> | string[], RegExp])[] = [
    ['without a folder', () => [], /--data DIR/],
    ['with an empty folder', () => ['--data', ''], /--data DIR/],
    ['with a port that is none', folder => ['--data', folder, '--port', '80x'], /"80x" is no port/],
    ['with a port beyond the last', folder => ['--data', folder, '--port', '65536'], /65535/],
    ['with an empty token', folder => ['--data', folder, '--token', ''], /--token/],
    ['with a token that no header can hold', folder => ['--data', folder, '--token', 'a b'], /no spaces/],
    [
      'with a file for the token that is not there',
      folder => ['--data', folder, '--token-file', join(folder, 'no')],
      /no cannot be read: it does not exist/,
    ],
    ['with an unknown option', folder => ['--data', folder, '--tokn', 'x'], /--tokn/],
    [
      'when the folder is a file',
      async folder => {
        await writeFile(join(folder, 'file'), '');
        return ['--data', join(folder, 'file')];
      },
      /file cannot be written/,
    ],
  ];
  for (const [what, argsIn, says] of refusals) {
    it(`says what is wrong ${what}`, async t => {
      const { status, printed, complaint } = await run(t, await argsIn(await tempFolderOf(t)));
      assert.deepEqual([status, printed], [2, '']);
      assert.match(complaint, says);
    });
  }

  it('says that its port is taken', async t => {
    await using other = await startTestRegistry();
    const { port } = new URL(other.origin);
    const { status, complaint } = await run(t, ['--data', await tempFolderOf(t), '--port', port]);
    assert.equal(status, 2);
    assert.match(complaint, new RegExp(`Port ${port} is in use`));
  });
});
