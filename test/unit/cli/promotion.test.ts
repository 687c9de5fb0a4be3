import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { evalFolder, totalCases, totalsWithSkill } from '../../support/evals/evalFolder.ts';
import { startGateway } from '../../support/models/gateway.ts';
import { startScriptedServer } from '../../support/models/scriptedServer.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';

/** A skill with cases and two versions behind the address that its models are at, the second of which runs. */
async function startPublished(kind: 'openai' | 'anthropic') {
  const folder = await evalFolder({ 'evals/evals.json': totalCases('12.50') });
  const server = await startScriptedServer(totalsWithSkill);
  const registry = await startTestRegistry();
  const gateway = await startGateway(server.origin, registry.origin);
  process.env.SKILLWRIGHT_KEY = registry.token;
  const at = kind === 'openai' ? `openai=${gateway.origin}/v1` : `anthropic=${gateway.origin}`;
  const cli = (...args: readonly string[]) => runInProcess([...args, '--registry', at], folder.path);
  const publish = async () => {
    const published = await cli('publish', 'skills/invoices', '--yes', '--default');
    assert.equal(published.code, 0, published.stderr);
  };
  await publish();
  await appendFile(join(folder.skill, 'SKILL.md'), 'Round to cents.\n');
  await publish();
  return {
    cli,
    evals: (...args: readonly string[]) =>
      runInProcess(
        [
          'eval',
          'skills/invoices',
          '--with',
          at,
          '--model',
          'm',
          '--runs',
          '1',
          '--data',
          folder.data,
          ...args,
        ],
        folder.path,
      ),
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await registry.dispose();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('rollback --promotion require goes back to what was tried, and to nothing else', async () => {
  await using started = await startPublished('openai');
  const { cli, evals } = started;
  const held = await cli('rollback', 'skills/invoices', '--promotion', 'require');
  assert.equal(held.code, 1);
  assert.match(
    held.stderr,
    /^v1 was never tried with the evals of this skill\. v1: never tried; v2: never tried\./,
  );
  const { skill } = JSON.parse((await cli('show', 'skills/invoices', '--json')).stdout);
  assert.equal(skill.default, '2');
  assert.equal((await evals('--arm', 'v1', '--arm', 'v2')).code, 0);
  const done = await cli('rollback', 'skills/invoices', '--promotion', 'require', '--json');
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout).evals, ['v1: 1 of 1 (v2: 1 of 1), 1 run, today']);
});

test('rollback publishes nothing again under --promotion require that was never tried', async () => {
  await using started = await startPublished('anthropic');
  const { cli } = started;
  const before = JSON.parse((await cli('versions', 'skills/invoices', '--json')).stdout).versions.length;
  const held = await cli('rollback', 'skills/invoices', '--promotion', 'require');
  assert.equal(held.code, 1);
  assert.match(held.stderr, /was never tried with the evals of this skill/);
  assert.equal(
    JSON.parse((await cli('versions', 'skills/invoices', '--json')).stdout).versions.length,
    before,
  );
  const free = await cli('rollback', 'skills/invoices');
  assert.equal(free.code, 0, free.stderr);
});

test('a wrong --promotion is told before anything is asked of the registry', async () => {
  await using folder = await evalFolder({ 'evals/evals.json': totalCases('12.50') });
  for (const command of [
    ['default', 'skills/invoices', 'v1'],
    ['rollback', 'skills/invoices'],
  ]) {
    const wrong = await runInProcess(
      [...command, '--registry', 'openai=http://127.0.0.1:9/v1', '--promotion', 'maybe'],
      folder.path,
    );
    assert.match(wrong.stderr, /--promotion is "ask", "require" or "off"/);
    assert.equal(wrong.code, 2);
  }
});

test('default and rollback take --promotion ask as publish does: nobody to ask is a no, and --yes a yes', async () => {
  await using started = await startPublished('openai');
  const { cli } = started;
  const running = async () =>
    JSON.parse((await cli('show', 'skills/invoices', '--json')).stdout).skill.default;
  for (const command of [
    ['default', 'skills/invoices', 'v1'],
    ['rollback', 'skills/invoices'],
  ]) {
    const held = await cli(...command, '--promotion', 'ask');
    assert.equal(held.code, 1, held.stderr);
    assert.match(held.stderr, /^v1 was never tried with the evals of this skill\./);
    assert.equal(await running(), '2');
    const done = await cli(...command, '--promotion', 'ask', '--yes');
    assert.equal(done.code, 0, done.stderr);
    assert.equal(await running(), '1');
    assert.equal((await cli('default', 'skills/invoices', 'v2')).code, 0);
  }
});
