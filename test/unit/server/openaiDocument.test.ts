import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import OpenAI from 'openai';
import { examineRegistry } from '../../../src/core/doctor/examineRegistry.ts';
import { runCli } from '../../support/process/runCli.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { OpenaiJudge } from '../../support/registry/openaiDocument/judge.ts';
import { type QuirkServer, startQuirkServer } from '../../support/registry/quirks/quirkServer.ts';
import { ok } from '../../support/result.ts';
import { folderFiles, smallSkill, zipFile } from '../../support/skill/skillFiles.ts';
import { skillText } from '../../support/zip/skillUpload.ts';

/** A registry whose every exchange is held to OpenAI's document. */
async function judgedServer(): Promise<{ readonly server: QuirkServer; readonly judge: OpenaiJudge }> {
  const server = await startQuirkServer('OpenAI');
  const judge = new OpenaiJudge();
  server.behave({ watch: (request, answer) => judge.judge(request, answer) });
  return { server, judge };
}

function report({ seen, faults }: OpenaiJudge): string {
  const count = [...seen.values()].reduce((sum, times) => sum + times, 0);
  return `${count} exchanges: ${[...seen].map(([key, times]) => `${key} (${times})`).join(', ')}; ${faults.length} faults`;
}

test('every request of our client, and every answer of the registry to it, is as OpenAI’s document has it', async () => {
  const { server, judge } = await judgedServer();
  await using _ = server;
  const options = { owner: 'abcd', run: '0001', wait: async () => undefined, now: Date.now };
  ok(await examineRegistry(server.connection, { ...options, mode: 'write' }));
  console.log(report(judge));
  assert.deepEqual(judge.faults, []);
  for (const operation of [
    'CreateSkill 200',
    'CreateSkill 400',
    'ListSkills 200',
    'ListSkills 401',
    'GetSkill 200',
    'GetSkill 404',
    'UpdateSkillDefaultVersion 200',
    'DeleteSkill 200',
    'DeleteSkill 404',
    'CreateSkillVersion 200',
    'ListSkillVersions 200',
    'GetSkillVersion 200',
    'GetSkillVersion 404',
    'GetSkillVersionContent 200',
    'DeleteSkillVersion 200',
    'DeleteSkillVersion 400',
  ]) {
    assert.ok(judge.seen.has(operation), `${operation} was not tried: ${report(judge)}`);
  }
});

test('so is what a publish from the command line sends', async () => {
  const { server, judge } = await judgedServer();
  await using _ = server;
  await using folder = await tempFolder();
  const args = ['publish', 'judged', '--registry', `${server.server.origin}/v1`, '--default'];
  for (const description of ['One. Use when it must be.', 'Two. Use when it must be.']) {
    await mkdir(join(folder.path, 'judged'), { recursive: true });
    await writeFile(join(folder.path, 'judged/SKILL.md'), skillText('judged', description));
    const published = await runCli(args, {
      cwd: folder.path,
      env: { SKILLWRIGHT_KEY: server.registry.token },
    });
    assert.equal(published.code, 0, published.stdout + published.stderr);
  }
  console.log(report(judge));
  assert.deepEqual(judge.faults, []);
  assert.ok(judge.seen.has('CreateSkill 200') && judge.seen.has('CreateSkillVersion 200'));
});

test('so is what the official client sends, and what it is answered', async () => {
  const { server, judge } = await judgedServer();
  await using _ = server;
  const client = new OpenAI({
    baseURL: `${server.server.origin}/v1`,
    apiKey: server.registry.token,
    maxRetries: 0,
  });
  const { id } = await client.skills.create({ files: folderFiles('judged', smallSkill('judged')) });
  await client.skills.versions.create(id, {
    files: await zipFile('judged', smallSkill('judged')),
    default: true,
  });
  await client.skills.update(id, { default_version: '1' });
  for await (const skill of client.skills.list({ limit: 2, order: 'asc' })) {
    await client.skills.retrieve(skill.id);
  }
  await client.skills.versions.list(id, { limit: 1 });
  await client.skills.versions.retrieve('2', { skill_id: id });
  await (await client.skills.content.retrieve(id)).arrayBuffer();
  await (await client.skills.versions.content.retrieve('2', { skill_id: id })).arrayBuffer();
  await client.skills.versions.delete('2', { skill_id: id });
  await client.skills.delete(id);
  await assert.rejects(client.skills.retrieve(id), OpenAI.NotFoundError);
  console.log(report(judge));
  assert.deepEqual(judge.faults, []);
});

test('an answer that is not as the document has it is found', async () => {
  const { server, judge } = await judgedServer();
  await using _ = server;
  server.behave({
    change: answer => {
      answer.body = Buffer.from(answer.body.toString().replace('"has_more":false', '"more":0'));
    },
    watch: (request, answer) => judge.judge(request, answer),
  });
  const headers = { authorization: `Bearer ${server.registry.token}` };
  await fetch(`${server.server.origin}/v1/skills?limit=1000&colour=red`, { headers });
  await fetch(`${server.server.origin}/v1/skills`, { headers });
  assert.deepEqual(judge.faults, [
    'ListSkills 400: the parameter limit must be <= 100',
    'ListSkills 400: sends the parameter colour, which is not declared',
    "ListSkills 200: its answer must have required property 'has_more'",
    'ListSkills 200: its answer has more, which is not declared',
  ]);
});
