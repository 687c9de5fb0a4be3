import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { connectRegistry } from '../../../../src/core/registry/connect.ts';
import type { RemoteSkill } from '../../../../src/core/registry/contract.ts';
import { runCli } from '../../../support/process/runCli.ts';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import {
  type QuirkRequest,
  type QuirkServer,
  startQuirkServer,
} from '../../../support/registry/quirks/quirkServer.ts';
import { ok } from '../../../support/result.ts';

const environment = ({ registry }: QuirkServer) => ({ SKILLWRIGHT_KEY: registry.token });

async function skills({ connection }: QuirkServer): Promise<readonly RemoteSkill[]> {
  return ok(await connectRegistry(connection).listSkills({ limit: 100 })).items;
}

async function ids(server: QuirkServer): Promise<readonly string[]> {
  return (await skills(server)).map(({ id }) => id);
}

test('the local registry holds, and a check that only reads makes no folder for it', async () => {
  await using folder = await tempFolder();
  const data = join(folder.path, 'none');
  const read = await runInProcess(['doctor', '--registry', 'local', '--data', data], folder.path);
  assert.equal(read.code, 0, read.stdout + read.stderr);
  assert.match(read.stdout, /held, 0 differed/);
  assert.deepEqual(await readdir(folder.path), []);
  const written = await runInProcess(
    ['doctor', '--registry', 'local', '--data', data, '--write'],
    folder.path,
  );
  assert.equal(written.code, 0, written.stdout + written.stderr);
  assert.match(written.stdout, /\b0 differed, 0 not tried\./);
});

test('a difference is exit code 1, with the same in JSON', async () => {
  await using server = await startQuirkServer('OpenAI');
  server.behave({
    change: answer => {
      answer.headers.set('content-type', 'text/plain');
    },
  });
  const args = ['doctor', '--registry', `${server.server.origin}/v1`];
  const told = await runCli(args, { cwd: '.', env: environment(server) });
  assert.equal(told.code, 1);
  assert.match(told.stdout, /DIFFERED +List of skills/);
  assert.match(told.stdout, /Skillwright understands it all the same|stands? in Skillwright’s way/);
  const json = await runCli([...args, '--json'], { cwd: '.', env: environment(server) });
  assert.equal(json.code, 1);
  const { ok: isFine, checks, trace, mode } = JSON.parse(json.stdout) as Record<string, unknown>;
  assert.deepEqual([isFine, mode], [false, 'read']);
  assert.ok(Array.isArray(checks) && Array.isArray(trace) && trace.length > 5);
});

test('what could not be checked is exit code 2, and says why', async () => {
  await using server = await startQuirkServer('OpenAI');
  const args = ['doctor', '--registry', `${server.server.origin}/v1`];
  const run = (more: readonly string[], env = {}) => runCli([...args, ...more], { cwd: '.', env });
  const noKey = await run([]);
  assert.equal(noKey.code, 2);
  assert.match(noKey.stderr, /Set SKILLWRIGHT_KEY/);
  const wrongKey = await run(['--json'], { SKILLWRIGHT_KEY: 'wrong' });
  assert.equal(wrongKey.code, 2);
  assert.match(JSON.parse(wrongKey.stdout).error, /did not accept the key/);
  const limits = await run(['--limits'], environment(server));
  assert.equal(limits.code, 2);
  assert.match(limits.stderr, /say --write, too/);
});

/** What is under way when the check is killed. */
const moments = [
  ['the first skill is there', ({ method, path }) => method === 'POST' && path === '/skills'],
  ['a version is added', ({ method, path }) => method === 'POST' && path.endsWith('/versions')],
  ['it deletes', ({ method }) => method === 'DELETE'],
] as const satisfies readonly (readonly [string, (request: QuirkRequest) => boolean])[];

for (const [speaks, kind] of [
  ['OpenAI', 'openai'],
  ['Anthropic', 'anthropic'],
  ['Anthropic, earlier', 'anthropic'],
] as const) {
  for (const [moment, isMoment] of moments) {
    test(`${speaks}: a check that is killed when ${moment} leaves what the next one deletes`, async () => {
      await using server = await startQuirkServer(speaks);
      const before = await ids(server);
      const kill = new AbortController();
      const closed = Promise.withResolvers<void>();
      server.behave({
        watch: async request => {
          if (isMoment(request)) {
            kill.abort();
            // Nothing is answered any more.
            await closed.promise;
          }
        },
      });
      const args = ['doctor', '--registry', `${kind}=${server.server.origin}/v1`, '--write'];
      const killed = await runCli(args, { cwd: '.', env: environment(server), stop: kill.signal });
      assert.equal(killed.code, null);
      server.behave(null);
      closed.resolve();
      const left = (await skills(server)).filter(({ id }) => !before.includes(id));
      assert.ok(left.length > 0);
      for (const { name, label } of left) {
        assert.match(name ?? label ?? '', /^skillwright-doctor-[0-9a-f]{8}(-second)?$/);
      }
      const next = await runCli(args, { cwd: '.', env: environment(server) });
      assert.equal(next.code, 0, next.stdout);
      assert.match(next.stdout, /held +Leftovers +\d scratch skills? deleted/);
      assert.deepEqual(await ids(server), before);
    });
  }
}

for (const [ending, interruptBy] of [
  ['Ctrl+C', 'SIGINT'],
  ['The end of a CI job', 'SIGTERM'],
] as const) {
  test(`${ending} deletes the scratch skills and still prints what was tried`, async () => {
    await using server = await startQuirkServer('OpenAI');
    const before = await ids(server);
    const pressed = Promise.withResolvers<void>();
    let versions = 0;
    server.behave({
      instead: ({ method, path }) => {
        if (method === 'POST' && path.endsWith('/versions') && versions++ === 0) {
          pressed.resolve();
        }
        return undefined;
      },
    });
    const args = ['doctor', '--registry', `${server.server.origin}/v1`, '--write', '--limits'];
    const cancelled = await runCli(args, {
      cwd: '.',
      env: environment(server),
      interrupt: pressed.promise,
      interruptBy,
    });
    assert.equal(cancelled.code, 2);
    assert.match(cancelled.stdout, /It was cancelled\./);
    assert.match(cancelled.stderr, /scratch skills are deleted first/);
    assert.deepEqual(await ids(server), before);
  });
}
