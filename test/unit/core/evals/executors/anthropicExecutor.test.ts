import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages/messages';
import {
  AnthropicExecutor,
  anthropicJudgeBody,
  anthropicRequestBody,
} from '../../../../../src/core/evals/executors/anthropicExecutor.ts';
import { executorRequest, modelConnection, workingCopy } from '../../../../support/models/executorRequest.ts';
import { type ModelScript, startScriptedServer } from '../../../../support/models/scriptedServer.ts';
import { assertOk } from '../../../../support/result.ts';

const never = new AbortController().signal;
const model = 'claude-test';

async function start(script: ModelScript) {
  const server = await startScriptedServer(script);
  const executor = new AnthropicExecutor(modelConnection('anthropic', server.origin), model, () =>
    Date.now(),
  );
  return { server, executor, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('Anthropic runs a published version, and the answer has its text, commands, files and tokens', async () => {
  await using subject = await start(() => ({
    text: 'The total is 12.',
    commands: [{ command: 'cat /skills/invoices/SKILL.md', stdout: 'Read them.' }],
    writes: [{ path: '/tmp/out.md', text: '# Totals' }],
    inputTokens: 500,
    outputTokens: 60,
  }));
  const ran = await subject.executor.run(executorRequest(), { signal: never });
  assert.ok(ran.ok, JSON.stringify(ran));
  assert.equal(ran.value.text, 'The total is 12.');
  assert.deepEqual(ran.value.trace, [
    {
      kind: 'command',
      command: 'cat /skills/invoices/SKILL.md',
      stdout: 'Read them.',
      stderr: '',
      exitCode: 0,
    },
    { kind: 'file', action: 'written', path: '/tmp/out.md' },
  ]);
  assert.deepEqual(ran.value.files, [{ path: '/tmp/out.md', size: 8, text: '# Totals' }]);
  assert.deepEqual(ran.value.usage, { input: 500, output: 60 });
  assert.deepEqual(subject.server.requests[0]?.skills, ['skill_1@2']);
  assert.equal(subject.server.requests[0]?.headers['anthropic-version'], '2026-10-21');
});

test('Anthropic says which version ran, also when it is another than was asked for', async () => {
  await using subject = await start(() => ({ text: 'Done.', ranVersion: '3' }));
  const ran = await subject.executor.run(executorRequest(), { signal: never });
  assertOk(ran);
  assert.deepEqual(ran.value.ranVersions, [{ skillId: 'skill_1', version: '3' }]);
});

test('an answer that Anthropic pauses is continued in the same container, and counted whole', async () => {
  await using subject = await start(() => ({ text: 'Done.', pauses: 2, inputTokens: 100, outputTokens: 10 }));
  const ran = await subject.executor.run(executorRequest(), { signal: never });
  assert.ok(ran.ok, JSON.stringify(ran));
  assert.equal(ran.value.requests, 3);
  assert.deepEqual(ran.value.usage, { input: 300, output: 30 });
  assert.match(ran.value.text, /Done\.$/);
  const last = subject.server.requests.at(-1)?.body as MessageCreateParamsStreaming;
  assert.deepEqual(last.container, {
    id: 'container_1',
    skills: [{ type: 'custom', skill_id: 'skill_1', version: '2' }],
  });
  assert.equal(last.messages[1]?.role, 'assistant');
  const before = last.messages[1]?.content ?? [];
  assert.equal(before.length, 2, 'all that was said before goes back');
});

test('an answer that is paused more often than it may take turns ends there, and says so', async () => {
  await using subject = await start(() => ({ text: 'Done.', pauses: 99 }));
  const ran = await subject.executor.run(executorRequest({ maxTurns: 3 }), { signal: never });
  assertOk(ran);
  assert.deepEqual([ran.value.requests, ran.value.stop], [3, { kind: 'turns', why: 'pause_turn' }]);
});

test('a working copy is not sent to Anthropic, and its capabilities say why', async () => {
  await using subject = await start(() => ({ text: 'Done.' }));
  const ran = await subject.executor.run(executorRequest({ skills: [workingCopy('x')] }), { signal: never });
  assert.equal(ran.ok, false);
  assert.equal(subject.server.requests.length, 0);
  assert.match(
    String(subject.executor.capabilities.arms['working-copy']),
    /publish it as a skill of its own/,
  );
});

test('Anthropic gets input files, and they are deleted after the answer', async () => {
  await using subject = await start(() => ({ text: 'Done.' }));
  const files = [{ name: 'a.csv', bytes: new TextEncoder().encode('a,b') }];
  await subject.executor.run(executorRequest({ files }), { signal: never });
  const calls = subject.server.requests.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(calls, ['POST /v1/files', 'POST /v1/messages', 'DELETE /v1/files/file_1']);
  assert.match(
    JSON.stringify(subject.server.requests[1]?.body),
    /"type":"container_upload","file_id":"file_1"/,
  );
});

test('what Anthropic’s clients send has the same shape as what is sent here', () => {
  const request = executorRequest({ systemPrompt: 'Be brief.' });
  const bodies: MessageCreateParamsStreaming[] = [
    anthropicRequestBody(model, request, ['file_1']),
    anthropicJudgeBody(model, { system: 'Judge.', prompt: 'Is it so?' }),
  ];
  assert.deepEqual(
    bodies.map(body => body.stream),
    [true, true],
  );
});

test('Anthropic’s own client reads the scripted server’s answers', async () => {
  await using server = await startScriptedServer(() => ({ text: 'Hello.', commands: [{ command: 'ls' }] }));
  const client = new Anthropic({ apiKey: 'sk-test', baseURL: server.origin });
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const plain = await client.messages.create({ model, max_tokens: 100, messages });
  assert.equal(plain.stop_reason, 'end_turn');
  const streamed = await client.messages.stream({ model, max_tokens: 100, messages }).finalMessage();
  assert.deepEqual(streamed.content, plain.content);
});

test('Anthropic: a refusal is told with its explanation, and a cut answer as cut', async () => {
  for (const [stop, expected] of [
    ['refused', { kind: 'refused', why: 'It was declined.' }],
    ['cut', { kind: 'cut', why: 'max_tokens' }],
  ] as const) {
    await using subject = await start(() => ({ text: 'Half', stop }));
    const ran = await subject.executor.run(executorRequest(), { signal: never });
    assertOk(ran);
    assert.deepEqual(ran.value.stop, expected);
  }
});

test('Anthropic’s judge answers in its own words, with what it cost', async () => {
  await using subject = await start(() => ({ text: '{"passed":false}', inputTokens: 7, outputTokens: 3 }));
  const judged = await subject.executor.judge({ system: 'Judge.', prompt: 'Is it so?' }, { signal: never });
  assert.deepEqual(judged, { ok: true, value: { text: '{"passed":false}', usage: { input: 7, output: 3 } } });
});
