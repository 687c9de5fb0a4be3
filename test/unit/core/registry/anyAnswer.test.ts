import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { everyCall, jsonCalls, setDefaultCall } from '../../../support/registry/everyCall.ts';
import { anthropicSamples, earlierSamples, openaiSamples } from '../../../support/registry/wireSamples.ts';

const key = 'sk-very-secret';
const kinds = ['openai', 'anthropic'] as const;
const timing = { retries: 0 };

/** Any JSON, most of it shaped nearly like an answer. */
const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(openaiSamples, anthropicSamples, earlierSamples).chain(samples => {
    const object = fc
      .tuple(
        fc.constantFrom(samples.skill, samples.version),
        fc.dictionary(fc.constantFrom(...fieldNames()), fc.jsonValue()),
      )
      .map(([sample, changed]) => ({ ...sample, ...changed }));
    return fc.oneof(
      object,
      fc.record({
        data: fc.array(object, { maxLength: 3 }),
        has_more: fc.jsonValue(),
        next_page: fc.jsonValue(),
      }),
    );
  }),
);

function fieldNames(): string[] {
  const samples = [openaiSamples, anthropicSamples, earlierSamples].flatMap(({ skill, version }) => [
    skill,
    version,
  ]);
  return [...new Set(samples.flatMap(sample => Object.keys(sample)))];
}

test('any JSON is understood or not, and never more than that', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyJson,
      fc.constantFrom(...kinds),
      fc.constantFrom(...jsonCalls),
      async (body, kind, call) => {
        const fetch = async () => Response.json(body);
        const answer = await call.run(connectTo('http://127.0.0.1', key, { kind }, timing, fetch));
        if (!answer.ok) {
          const { kind: meaning } = answer.failure;
          const isOther = kind === 'anthropic' && meaning === 'other-protocol';
          assert.ok(meaning === 'not-understood' || isOther, meaning);
        }
      },
    ),
    { numRuns: 500 },
  );
});

/** What a refusal can be worth; a success is possible too, of course. */
const expectedKinds = new Set([
  'unauthorised',
  'forbidden',
  'not-found',
  'wrong-address',
  'web-page',
  'refused',
  'too-large',
  'rate-limited',
  'unavailable',
  'not-understood',
  'foreign-origin',
  'other-protocol',
  'unsupported',
]);

const headers = fc.dictionary(
  fc.constantFrom(
    'retry-after',
    'retry-after-ms',
    'x-should-retry',
    'x-request-id',
    'request-id',
    'location',
    'content-type',
  ),
  fc.oneof(
    fc.stringMatching(/^[\x21-\x7e]{0,20}$/),
    fc.constantFrom('application/json', '-1', '1e999', 'NaN', '//other.example/', '/v1', 'true', 'false'),
  ),
);

test('any status with any headers and any body is a failure that can be worded, or a success', async () => {
  const bodies = fc.oneof(
    fc.string(),
    anyJson.map(json => JSON.stringify(json)),
    fc
      .jsonValue()
      .map(message =>
        JSON.stringify({ error: { message, code: message, type: message }, request_id: message }),
      ),
  );
  const statuses = fc.oneof(
    fc.integer({ min: 200, max: 599 }),
    fc.constantFrom(200, 301, 400, 401, 404, 413, 429, 500, 529),
  );
  const calls = [...everyCall, setDefaultCall];
  await fc.assert(
    fc.asyncProperty(
      statuses,
      headers,
      bodies,
      fc.constantFrom(...kinds),
      fc.constantFrom(...calls),
      async (status, headers, body, kind, call) => {
        const hasBody = ![204, 205, 304].includes(status);
        const fetch = async () => new Response(hasBody ? `${body}${key}` : null, { status, headers });
        const registry = connectTo('http://127.0.0.1', key, { kind }, timing, fetch);
        const answer = await call.run(registry);
        if (answer.ok) {
          assert.ok(status < 300);
          return;
        }
        const { message, next } = describeFailure(answer.failure);
        assert.ok(expectedKinds.has(answer.failure.kind), answer.failure.kind);
        assert.ok(!`${message}${next}`.includes(key), message);
        assert.doesNotMatch(String(next), /undefined|NaN|Infinity|\[object/);
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever fetch fails with, it is a failure to reach the registry', async () => {
  const errors = [
    new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }),
    new Error('net::ERR_CONNECTION_REFUSED'),
    Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
    new DOMException('The operation was aborted.', 'AbortError'),
    'a text',
    undefined,
  ];
  for (const error of errors) {
    for (const call of everyCall) {
      const fetch = async () => {
        throw error;
      };
      const answer = await call.run(connectTo('http://127.0.0.1', key, {}, timing, fetch));
      assert.equal(!answer.ok && answer.failure.kind, 'unreachable', `${call.name}: ${error}`);
    }
  }
});

test('every request goes through the fetch that was handed in, and may not be redirected behind our back', async () => {
  for (const kind of kinds) {
    const inits: (RequestInit | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      assert.equal(typeof input, 'string', 'any stack takes a text, not every one a Request');
      inits.push(init);
      const sample = kind === 'openai' ? openaiSamples.skill : anthropicSamples.skill;
      return Response.json({ ...sample, data: [] });
    };
    for (const call of everyCall) {
      await call.run(connectTo('http://127.0.0.1', key, { kind }, timing, fetch));
    }
    assert.ok(inits.length >= everyCall.length);
    assert.ok(inits.every(init => init?.redirect === 'manual' && init.signal instanceof AbortSignal));
  }
});
