import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import {
  OpenaiExecutor,
  openaiJudgeBody,
  openaiRequestBody,
} from '../../../../../src/core/evals/executors/openaiExecutor.ts';
import type { ExecutorProgress } from '../../../../../src/core/evals/run/executor.ts';
import { executorRequest, modelConnection, workingCopy } from '../../../../support/models/executorRequest.ts';
import { type ModelScript, startScriptedServer } from '../../../../support/models/scriptedServer.ts';
import { assertOk } from '../../../../support/result.ts';

const never = new AbortController().signal;
const model = 'gpt-test';

async function start(script: ModelScript) {
  const server = await startScriptedServer(script);
  const executor = new OpenaiExecutor(modelConnection('openai', server.origin), model, () => Date.now());
  return { server, executor, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('OpenAI runs a published version by its reference, and the answer has its text, commands and tokens', async () => {
  await using subject = await start(() => ({
    text: 'The total is 12.',
    commands: [
      { command: 'cat /skills/invoices/SKILL.md', stdout: 'Read them.' },
      { command: 'false', exitCode: 1 },
    ],
    inputTokens: 500,
    outputTokens: 60,
  }));
  const progress: ExecutorProgress[] = [];
  const ran = await subject.executor.run(executorRequest(), {
    signal: never,
    onProgress: event => progress.push(event),
  });
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
    { kind: 'command', command: 'false', stdout: '', stderr: '', exitCode: 1 },
  ]);
  assert.deepEqual(ran.value.usage, { input: 500, output: 60 });
  assert.deepEqual(ran.value.stop, { kind: 'done' });
  const said = progress.flatMap(event => (event.kind === 'text' ? [event.delta] : [])).join('');
  assert.equal(said, 'The total is 12.', 'the text is told as it comes');
  const [request] = subject.server.requests;
  assert.deepEqual(request?.skills, ['skill_1@2']);
  assert.equal(request?.headers.authorization, 'Bearer sk-test');
});

test('OpenAI runs a working copy that was never published, inline', async () => {
  await using subject = await start(() => ({ text: 'Done.' }));
  const ran = await subject.executor.run(executorRequest({ skills: [workingCopy('the bundle')] }), {
    signal: never,
  });
  assertOk(ran);
  const body = subject.server.requests[0]?.body as ResponseCreateParamsStreaming;
  assert.deepEqual(body.tools?.[0], {
    type: 'shell',
    environment: {
      type: 'container_auto',
      skills: [
        {
          type: 'inline',
          name: 'invoices',
          description: 'Reads invoices. Use when asked about invoices.',
          source: { type: 'base64', media_type: 'application/zip', data: btoa('the bundle') },
        },
      ],
    },
  });
});

test('OpenAI is asked without a skill in the same way, so that both answers can be compared', async () => {
  await using subject = await start(() => ({ text: 'Done.' }));
  await subject.executor.run(executorRequest({ skills: [] }), { signal: never });
  const body = subject.server.requests[0]?.body as ResponseCreateParamsStreaming;
  assert.deepEqual(body.tools, [{ type: 'shell', environment: { type: 'container_auto' } }]);
  assert.equal(body.store, false, 'nothing is kept there');
});

test('OpenAI gets input files, and they are deleted after the answer', async () => {
  await using subject = await start(() => ({ text: 'Done.' }));
  const files = [{ name: 'a.csv', bytes: new TextEncoder().encode('a,b') }];
  const ran = await subject.executor.run(executorRequest({ files }), { signal: never });
  assertOk(ran);
  const calls = subject.server.requests.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(calls, ['POST /v1/files', 'POST /v1/responses', 'DELETE /v1/files/file_1']);
  assert.match(String(subject.server.requests[0]?.body), /filename="a.csv"[\s\S]*a,b/);
  assert.match(JSON.stringify(subject.server.requests[1]?.body), /"file_ids":\["file_1"\]/);
});

test('what OpenAI’s clients send has the same shape as what is sent here', () => {
  const skills = [{ type: 'skill_reference' as const, skill_id: 'skill_1', version: '2' }];
  const request = executorRequest({ systemPrompt: 'Be brief.' });
  const bodies: ResponseCreateParamsStreaming[] = [
    openaiRequestBody(model, request, skills, ['file_1']),
    openaiJudgeBody(model, { system: 'Judge.', prompt: 'Is it so?' }),
  ];
  assert.deepEqual(
    bodies.map(body => body.stream),
    [true, true],
  );
});

test('OpenAI’s own client reads the scripted server’s answers', async () => {
  await using server = await startScriptedServer(() => ({ text: 'Hello.', commands: [{ command: 'ls' }] }));
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: `${server.origin}/v1` });
  const plain = await client.responses.create({ model, input: 'Hi' });
  assert.equal(plain.output_text, 'Hello.');
  const streamed = await client.responses.stream({ model, input: 'Hi' }).finalResponse();
  assert.equal(streamed.output_text, 'Hello.');
  assert.deepEqual(
    streamed.output.map(({ type }) => type),
    ['shell_call', 'shell_call_output', 'message'],
  );
});

const stops = [
  [
    'an answer that was cut off says so',
    { text: 'Half', stop: 'cut' },
    { kind: 'cut', why: 'max_output_tokens' },
  ],
  [
    'a refusal is told with the model’s words',
    { text: 'I will not.', stop: 'refused' },
    { kind: 'refused', why: 'I will not.' },
  ],
] as const;

for (const [title, said, expected] of stops) {
  test(`OpenAI: ${title}`, async () => {
    await using subject = await start(() => said);
    const ran = await subject.executor.run(executorRequest(), { signal: never });
    assertOk(ran);
    assert.deepEqual(ran.value.stop, expected);
  });
}

test('OpenAI’s judge answers without tools and without anything of the run’s settings', async () => {
  await using subject = await start(() => ({ text: '{"passed":true,"evidence":"12"}' }));
  const judged = await subject.executor.judge({ system: 'Judge.', prompt: 'Is it so?' }, { signal: never });
  assertOk(judged);
  assert.equal(judged.value.text, '{"passed":true,"evidence":"12"}');
  assert.deepEqual(Object.keys(subject.server.requests[0]?.body ?? {}).sort(), [
    'input',
    'instructions',
    'max_output_tokens',
    'model',
    'store',
    'stream',
  ]);
});
