import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anthropicRefusal } from '../../../src/server/anthropic/envelope.ts';
import { openaiRefusal } from '../../../src/server/openai/envelope.ts';
import type { Refusal } from '../../../src/server/refusal.ts';

interface Case {
  readonly refusal: Refusal;
  readonly status: number;
  readonly openai: string;
  readonly anthropic: string;
}

const request = 'invalid_request_error';
const message = 'Words for a person.';

const cases: readonly Case[] = [
  {
    refusal: { kind: 'unauthorised', isMissing: true },
    status: 401,
    openai: request,
    anthropic: 'authentication_error',
  },
  {
    refusal: { kind: 'unauthorised', isMissing: false },
    status: 401,
    openai: request,
    anthropic: 'authentication_error',
  },
  { refusal: { kind: 'forbidden', message }, status: 403, openai: request, anthropic: 'permission_error' },
  { refusal: { kind: 'not-found', message }, status: 404, openai: request, anthropic: 'not_found_error' },
  { refusal: { kind: 'method-not-allowed', message }, status: 405, openai: request, anthropic: request },
  { refusal: { kind: 'invalid', message }, status: 400, openai: request, anthropic: request },
  { refusal: { kind: 'too-large', message }, status: 413, openai: request, anthropic: 'request_too_large' },
  {
    refusal: { kind: 'storage', isFull: true, cause: 'ENOSPC' },
    status: 507,
    openai: 'server_error',
    anthropic: 'api_error',
  },
  {
    refusal: { kind: 'storage', isFull: false, cause: 'EROFS' },
    status: 500,
    openai: 'server_error',
    anthropic: 'api_error',
  },
  { refusal: { kind: 'internal' }, status: 500, openai: 'server_error', anthropic: 'api_error' },
];

for (const { refusal, status, openai, anthropic } of cases) {
  describe(`the refusal ${JSON.stringify(refusal)}`, () => {
    it('has OpenAI’s form', () => {
      const answer = openaiRefusal(refusal);
      assert.equal(answer.status, status);
      const { error } = answer.body as { error: Record<string, unknown> };
      assert.deepEqual(Object.keys(error), ['message', 'type', 'param', 'code']);
      assert.equal(error.type, openai);
      assert.match(String(error.message), 'message' in refusal ? /^Words for a person\.$/ : /\.$/);
    });

    it('has Anthropic’s form', () => {
      const answer = anthropicRefusal(refusal, 'req_1');
      assert.equal(answer.status, status);
      const { error, ...rest } = answer.body as { error: Record<string, unknown> };
      assert.deepEqual(rest, { type: 'error', request_id: 'req_1' });
      assert.deepEqual(Object.keys(error), ['type', 'message']);
      assert.equal(error.type, anthropic);
    });
  });
}

it('names the parameter and the code where OpenAI’s form has a place for them', () => {
  const { body } = openaiRefusal({ kind: 'invalid', message, param: 'limit', code: 'invalid_value' });
  const type = 'invalid_request_error';
  assert.deepEqual(body, { error: { message, type, param: 'limit', code: 'invalid_value' } });
});

it('asks the vendors’ clients not to send an upload again that no disk has room for', () => {
  const refusal = { kind: 'storage', isFull: true, cause: 'ENOSPC' } as const;
  for (const { headers } of [openaiRefusal(refusal), anthropicRefusal(refusal, 'req_1')]) {
    assert.deepEqual(headers, { 'x-should-retry': 'false' });
  }
});
