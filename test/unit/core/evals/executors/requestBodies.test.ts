import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  MessageCreateParamsNonStreaming,
  MessageCreateParamsStreaming,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type {
  ResponseCreateParamsNonStreaming,
  ResponseCreateParamsStreaming,
} from 'openai/resources/responses/responses';
import { AnthropicExecutor } from '../../../../../src/core/evals/executors/anthropicExecutor.ts';
import { OpenaiExecutor } from '../../../../../src/core/evals/executors/openaiExecutor.ts';
import type { ExecutorRequest } from '../../../../../src/core/evals/run/executor.ts';
import { executorRequest, modelConnection, workingCopy } from '../../../../support/models/executorRequest.ts';
import { startScriptedServer } from '../../../../support/models/scriptedServer.ts';
import { assertOk } from '../../../../support/result.ts';

// What a server really gets, held against values that the vendors' own types allow: a key that they do not know, or one
// that they miss, does not compile here.

type OpenaiBody = ResponseCreateParamsStreaming | ResponseCreateParamsNonStreaming;
type AnthropicBody = MessageCreateParamsStreaming | MessageCreateParamsNonStreaming;

const never = new AbortController().signal;
const prompt = 'Total the invoices.';
const files = [{ name: 'a.csv', bytes: new TextEncoder().encode('a,b') }];
const question = { system: 'Judge.', prompt: 'Is it so?' };

/** The bodies that a server gets for a prompt and for a question to the judge. */
async function captured(kind: 'openai' | 'anthropic', request: Partial<ExecutorRequest>, pauses = 0) {
  await using server = await startScriptedServer(() => ({ text: 'Done.', pauses }));
  const connection = modelConnection(kind, server.origin);
  const now = () => Date.now();
  const executor =
    kind === 'openai'
      ? new OpenaiExecutor(connection, 'model-x', now)
      : new AnthropicExecutor(connection, 'model-x', now);
  assertOk(await executor.run(executorRequest(request), { signal: never }));
  assertOk(await executor.judge(question, { signal: never }));
  return server.requests.filter(({ path }) => !path.includes('/files')).map(({ body }) => body);
}

const openaiHead = { model: 'model-x', stream: true, store: false } as const;
const input: OpenaiBody['input'] = [{ role: 'user', content: prompt }];
const openaiJudge: OpenaiBody = {
  ...openaiHead,
  instructions: 'Judge.',
  input: [{ role: 'user', content: 'Is it so?' }],
  max_output_tokens: 16_000,
};

const openaiArms: readonly (readonly [arm: string, Partial<ExecutorRequest>, OpenaiBody])[] = [
  [
    'a published version, with files',
    { files, systemPrompt: 'Be brief.' },
    {
      ...openaiHead,
      input,
      instructions: 'Be brief.',
      max_tool_calls: 10,
      tools: [
        {
          type: 'shell',
          environment: {
            type: 'container_auto',
            skills: [{ type: 'skill_reference', skill_id: 'skill_1', version: '2' }],
            file_ids: ['file_1'],
          },
        },
      ],
    },
  ],
  [
    'a working copy',
    { skills: [workingCopy('the bundle')] },
    {
      ...openaiHead,
      input,
      max_tool_calls: 10,
      tools: [
        {
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
        },
      ],
    },
  ],
  [
    'no skill',
    { skills: [] },
    {
      ...openaiHead,
      input,
      max_tool_calls: 10,
      tools: [{ type: 'shell', environment: { type: 'container_auto' } }],
    },
  ],
];

for (const [arm, request, body] of openaiArms) {
  test(`OpenAI gets for ${arm} what its own types allow, and nothing else`, async () => {
    assert.deepEqual(await captured('openai', request), [body, openaiJudge]);
  });
}

const anthropicHead = { model: 'model-x', max_tokens: 16_000, stream: true } as const;
const codeExecution = (body: unknown) => (body as { readonly tools?: AnthropicBody['tools'] }).tools ?? [];

test('Anthropic gets for a published version, with files, what its own types allow, and nothing else', async () => {
  const [asked, judged] = await captured('anthropic', { files, systemPrompt: 'Be brief.' });
  const body: AnthropicBody = {
    ...anthropicHead,
    system: 'Be brief.',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: prompt },
          { type: 'container_upload', file_id: 'file_1' },
        ],
      },
    ],
    container: { skills: [{ type: 'custom', skill_id: 'skill_1', version: '2' }] },
    tools: codeExecution(asked),
  };
  assert.deepEqual(asked, body);
  assert.match(JSON.stringify(body.tools), /^\[\{"type":"code_execution_\d+","name":"code_execution"\}\]$/);
  const judge: AnthropicBody = {
    model: 'model-x',
    max_tokens: 2_000,
    stream: true,
    system: 'Judge.',
    messages: [{ role: 'user', content: 'Is it so?' }],
  };
  assert.deepEqual(judged, judge);
});

test('Anthropic gets for no skill the same without a skill, and once more what it paused', async () => {
  const [asked, again] = await captured('anthropic', { skills: [] }, 1);
  const first: AnthropicBody = {
    ...anthropicHead,
    messages: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
    tools: codeExecution(asked),
  };
  assert.deepEqual(asked, first);
  const second: AnthropicBody = {
    ...first,
    container: { id: 'container_1' },
    messages: [
      ...first.messages,
      { role: 'assistant', content: [{ type: 'text', text: 'Working (1). ', citations: null }] },
    ],
  };
  assert.deepEqual(again, second);
});
