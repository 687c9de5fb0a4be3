import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { evalKey, totalCases } from '../../../support/evals/evalFolder.ts';
import { startEvals } from '../../../support/evals/startEvals.ts';
import { runCli } from '../../../support/process/runCli.ts';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';

test('Ctrl+C ends eval at once while it looks for the version in a registry that does not answer', async () => {
  const asked = Promise.withResolvers<void>();
  await using silent = await startRawServer(() => asked.resolve());
  await using started = await startEvals({ 'evals/evals.json': totalCases('12.50') });
  const { folder, server } = started;
  const at = `${silent.origin}/v1`;
  const link = { skillId: 'skill_1', name: 'invoices', version: '1', digest: 'sha256:0', publishedAt: '' };
  const registries = { [`openai ${at}`]: link };
  await writeFile(
    join(folder.path, '.skillwright.json'),
    JSON.stringify({ version: 1, skills: { 'skills/invoices': { registries } } }),
  );
  const { code, stdout, stderr } = await runCli(
    [
      ...['eval', 'skills/invoices', '--with', `openai=${server.origin}/v1`, '--model', 'm', '--json'],
      ...['--arm', 'default', '--registry', at],
    ],
    { cwd: folder.path, env: { SKILLWRIGHT_KEY: evalKey }, interrupt: asked.promise },
  );
  assert.equal(code, 3, stderr);
  const error = 'Cancelled before anything was sent to a model.';
  assert.deepEqual(JSON.parse(stdout), { ok: false, outcome: 'partial', error });
  assert.equal(server.requests.length, 0);
});

test("the history on eval's page ends with the version that the run tried", async () => {
  await using started = await startEvals({ 'evals/evals.json': totalCases('12.50') });
  const { folder, run } = started;
  const publish = () =>
    runInProcess(['publish', 'skills/invoices', '--registry', 'local', '--data', folder.data], folder.path);
  const page = async (arm: string) => {
    const done = await run('--arm', arm, '--runs', '1', '--html', 'evals.html');
    assert.equal(done.code, 0, done.stderr);
    return readFile(join(folder.path, 'evals.html'), 'utf8');
  };
  assert.equal((await publish()).code, 0);
  await appendFile(join(folder.skill, 'SKILL.md'), 'Round to cents.\n');
  assert.equal((await publish()).code, 0);
  await page('v1');
  assert.match(await page('v2'), /<svg class="history"[^>]*aria-label="[^"]*v1[^"]*v2/);
});
