import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { evalFolder, totalCases } from '../../support/evals/evalFolder.ts';
import { startGateway } from '../../support/models/gateway.ts';
import { type ModelScript, startScriptedServer } from '../../support/models/scriptedServer.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';

const triggers = JSON.stringify([
  { query: 'Total my invoices', should_trigger: true },
  { query: 'Add up my receipts', should_trigger: false },
]);

const skillText = (name: string) => `---\nname: ${name}\ndescription: Reads ${name}.\n---\n\nRead them.\n`;

/** The skill `skills/invoices` with a trigger set and a case, these skills in the workspace, and a scripted model. */
async function start(others: Readonly<Record<string, string>>, script: ModelScript) {
  const folder = await evalFolder({
    'evals/evals.json': totalCases('12.50'),
    'evals/triggers.json': triggers,
  });
  for (const [path, text] of Object.entries(others)) {
    await mkdir(join(folder.path, path, 'references'), { recursive: true });
    await writeFile(join(folder.path, path, 'SKILL.md'), text);
    await writeFile(join(folder.path, path, 'references', 'big.md'), 'x'.repeat(50_000));
  }
  await writeFile(join(folder.path, '.skillwright.json'), '{"version":1,"skills":{}}');
  const server = await startScriptedServer(script);
  const at = ['--with', `openai=${server.origin}/v1`, '--model', 'gpt-test', '--data', folder.data];
  return {
    folder,
    server,
    run: (...args: readonly string[]) =>
      runInProcess(['eval', 'skills/invoices', ...at, '--runs', '1', ...args], folder.path),
    offeredFor: (prompt: RegExp) => server.requests.findLast(request => prompt.test(request.prompt))?.skills,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Loads the skill that the prompt names, and totals. */
const loadsNamed: ModelScript = ({ prompt, skills }) => ({
  text: 'The total is 12.50 euros.',
  commands: skills
    .filter(name => prompt.includes(name))
    .map(name => ({ command: `cat /mnt/skills/${name}/SKILL.md` })),
});

test('eval offers the other skills of the workspace in trigger sets, and only there', async () => {
  await using started = await start(
    { 'skills/receipts': skillText('receipts'), 'other/letters': skillText('letters') },
    loadsNamed,
  );
  const { code, stdout, stderr } = await started.run();
  assert.equal(code, 0, stdout + stderr);
  assert.match(stderr, /Trigger sets offer 2 other skills beside it: receipts, letters\./);
  assert.deepEqual(started.offeredFor(/Add up/), ['invoices', 'receipts', 'letters']);
  assert.deepEqual(started.offeredFor(/Total invoice 1/), ['invoices']);
});

test('eval says which other skill was loaded instead, also in the page and the document', async () => {
  await using started = await start({ 'skills/receipts': skillText('receipts') }, ({ prompt }) => ({
    text: 'The total is 12.50 euros.',
    commands: /Total my/.test(prompt) ? [{ command: 'cat /mnt/skills/receipts/SKILL.md' }] : [],
  }));
  const { code, stdout } = await started.run();
  assert.equal(code, 1);
  assert.match(stdout, /FAIL .*Total my invoices \(loaded in 0 of 1 run, and should be; instead: receipts\)/);
  const { beside, numbers } = JSON.parse((await started.run('--json')).stdout);
  assert.deepEqual(beside, ['receipts']);
  assert.deepEqual(numbers.find(({ kind }: { kind: string }) => kind === 'triggers').instead, [
    { skill: 'receipts', runs: 1 },
  ]);
});

test('eval offers the skill alone with --alone, and the skills below a folder with --beside', async () => {
  await using started = await start(
    { 'skills/receipts': skillText('receipts'), 'other/letters': skillText('letters') },
    loadsNamed,
  );
  const alone = await started.run('--alone');
  assert.equal(alone.code, 0, alone.stderr);
  assert.doesNotMatch(alone.stderr, /beside it/);
  assert.deepEqual(started.offeredFor(/Add up/), ['invoices']);
  const beside = await started.run('--beside', 'other');
  assert.equal(beside.code, 0, beside.stderr);
  assert.deepEqual(started.offeredFor(/Add up/), ['invoices', 'letters']);
  const gone = await started.run('--beside', 'nowhere');
  assert.deepEqual([gone.code, /nowhere/.test(gone.stderr)], [2, true]);
  const both = await started.run('--beside', 'other', '--alone');
  assert.deepEqual([both.code, /--alone and --beside/.test(both.stderr)], [2, true]);
});

test('eval offers up to 20 other skills, the nearest first, each name once, and passes over what cannot be read', async () => {
  const far = Object.fromEntries(
    Array.from({ length: 25 }, (_, at) => [`far/away/skill-${at + 10}`, skillText(`skill-${at + 10}`)]),
  );
  await using started = await start(
    {
      ...far,
      'skills/receipts': skillText('receipts'),
      'skills/broken': 'no front matter',
      '.claude/skills/receipts': skillText('receipts'),
      '.claude/skills/invoices': skillText('invoices'),
    },
    loadsNamed,
  );
  const { code, stderr } = await started.run();
  assert.equal(code, 0, stderr);
  const offered = started.offeredFor(/Add up/) ?? [];
  assert.deepEqual([offered.length, new Set(offered).size], [21, 21]);
  assert.deepEqual(offered.slice(0, 2), ['invoices', 'receipts']);
  assert.match(stderr, /offer 20 other skills beside it: receipts, .* and 15 more\./);
});

test('eval sends of the skills beside it no more than their SKILL.md', async () => {
  await using started = await start({ 'skills/receipts': skillText('receipts') }, loadsNamed);
  assert.equal((await started.run()).code, 0);
  const request = started.server.requests.find(({ prompt }) => /Add up/.test(prompt));
  const body = request?.body as { tools: { environment: { skills: { source: { data: string } }[] } }[] };
  const [, beside] = body.tools[0]?.environment.skills ?? [];
  const zip = Buffer.from(beside?.source.data ?? '', 'base64').toString('latin1');
  assert.match(zip, /receipts\/SKILL\.md/);
  assert.doesNotMatch(zip, /big\.md/);
});

test('eval offers the default versions beside a published one where only those can run', async () => {
  await using started = await start(
    { 'skills/receipts': skillText('receipts'), 'skills/letters': skillText('letters') },
    loadsNamed,
  );
  const { folder, server } = started;
  await using registry = await startTestRegistry();
  await using gateway = await startGateway(server.origin, registry.origin);
  process.env.SKILLWRIGHT_KEY = registry.token;
  const at = `anthropic=${gateway.origin}`;
  const cli = (...args: readonly string[]) => runInProcess(args, folder.path);
  for (const skill of ['invoices', 'receipts']) {
    const published = await cli('publish', `skills/${skill}`, '--registry', at, '--yes');
    assert.equal(published.code, 0, published.stderr);
  }
  const evals = ['eval', 'skills/invoices', '--with', at, '--model', 'claude-test', '--runs', '1'];
  const { stderr } = await cli(...evals, '--arm', 'latest', '--data', folder.data);
  assert.match(stderr, /Trigger sets offer 1 other skill beside it: receipts\./);
  assert.equal(started.offeredFor(/Add up/)?.length, 2);
  assert.equal(started.offeredFor(/Total invoice 1/)?.length, 1);
});
