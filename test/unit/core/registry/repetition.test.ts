import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';
import { openaiSamples } from '../../../support/registry/wireSamples.ts';
import { assertOk } from '../../../support/result.ts';

/** One answer after the other, the last for ever. */
function inTurn(...answers: readonly (readonly [number, OutgoingHttpHeaders?, unknown?])[]) {
  let turn = 0;
  return startRawServer((request, response) => {
    request.resume();
    const [status, headers = {}, body = openaiSamples.skill] = answers[Math.min(turn++, answers.length - 1)]!;
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
}

const refusal = (message: string, code: string | null = null) => ({ error: { message, type: 'x', code } });

test('a read is asked three times, and then the trouble is told', async () => {
  await using server = await inTurn([503, { 'x-request-id': 'req_1' }]);
  const answer = await connectTo(server.origin, 'key').getSkill('s');
  const expected: Failure = { kind: 'unavailable', registry: 'R', status: 503, requestId: 'req_1' };
  assert.deepEqual(!answer.ok && answer.failure, expected);
  assert.equal(server.requests.length, 3);
});

test('a read is asked again after the pause that the registry asks for', async () => {
  await using server = await inTurn([429, { 'retry-after': '1' }], [200]);
  const start = performance.now();
  const answer = await connectTo(server.origin, 'key').getSkill('s');
  assertOk(answer);
  assert.ok(performance.now() - start >= 990, `after ${performance.now() - start} ms`);
});

test('a pause that is too long is told, not waited for', async () => {
  for (const headers of [
    { 'retry-after': '2' },
    { 'retry-after-ms': '2000' },
    { 'retry-after': new Date(Date.now() + 3000).toUTCString() },
  ]) {
    await using server = await inTurn([429, headers]);
    const answer = await connectTo(server.origin, 'key').getSkill('s');
    assert.ok(!answer.ok && answer.failure.kind === 'rate-limited');
    const { retryAfterMs = 0 } = answer.failure;
    assert.ok(retryAfterMs > 1000 && retryAfterMs <= 3000, `${retryAfterMs}`);
    assert.equal(server.requests.length, 1);
  }
});

test('a registry can ask not to be asked again', async () => {
  await using server = await inTurn([500, { 'x-should-retry': 'false' }], [200]);
  const answer = await connectTo(server.origin, 'key').getSkill('s');
  assert.equal(!answer.ok && answer.failure.kind, 'unavailable');
  assert.equal(server.requests.length, 1);
});

test('a registry can ask to be asked again where that is unusual', async () => {
  await using server = await inTurn([409, { 'x-should-retry': 'true' }, refusal('Busy.')], [200]);
  assert.ok((await connectTo(server.origin, 'key').getSkill('s')).ok);
});

test('a refusal is not asked again', async () => {
  for (const status of [400, 401, 402, 403, 404, 409, 413, 422]) {
    await using server = await inTurn([status, {}, refusal('No.')], [200]);
    assert.ok(!(await connectTo(server.origin, 'key').getSkill('s')).ok);
    assert.equal(server.requests.length, 1, `${status}`);
  }
});

test('a cancelled read is not asked again', async () => {
  const abort = new AbortController();
  await using server = await startRawServer((_request, response) => {
    response.writeHead(503).end();
    abort.abort();
  });
  const answer = await connectTo(server.origin, 'key', {}, { firstPause: 50 }).getSkill('s', {
    signal: abort.signal,
  });
  assert.deepEqual(!answer.ok && answer.failure, { kind: 'cancelled' });
  assert.equal(server.requests.length, 1);
});

test('each refusal becomes the failure that says what to do', async () => {
  const html = '<html>';
  const cases: readonly (readonly [number, unknown, Failure])[] = [
    [
      400,
      refusal('Bad name.', 'invalid_value'),
      { kind: 'refused', registry: 'R', reason: 'Bad name.', code: 'invalid_value' },
    ],
    [400, html, { kind: 'web-page', registry: 'R', status: 400, title: null }],
    [401, html, { kind: 'unauthorised', registry: 'R' }],
    [402, refusal('Pay.'), { kind: 'forbidden', registry: 'R', reason: 'Pay.' }],
    [403, html, { kind: 'web-page', registry: 'R', status: 403, title: null }],
    [404, refusal('None.'), { kind: 'not-found', registry: 'R', what: 'skill "s"' }],
    [404, html, { kind: 'web-page', registry: 'R', status: 404, title: null }],
    [409, refusal('Conflict.'), { kind: 'refused', registry: 'R', reason: 'Conflict.' }],
    [413, html, { kind: 'too-large', registry: 'R' }],
    [
      429,
      refusal('Out of credit.', 'insufficient_quota'),
      { kind: 'forbidden', registry: 'R', reason: 'Out of credit.' },
    ],
    [429, refusal('Slow down.'), { kind: 'rate-limited', registry: 'R' }],
    [500, html, { kind: 'unavailable', registry: 'R', status: 500 }],
    [502, html, { kind: 'unavailable', registry: 'R', status: 502 }],
    [520, html, { kind: 'unavailable', registry: 'R', status: 520 }],
    [529, html, { kind: 'unavailable', registry: 'R', status: 529 }],
  ];
  for (const [status, body, expected] of cases) {
    await using server = await inTurn([status, { 'content-type': 'application/json' }, body]);
    const answer = await connectTo(server.origin, 'key', {}, { retries: 0 }).getSkill('s');
    assert.deepEqual(!answer.ok && answer.failure, expected, `${status}`);
  }
});

test("a request's id is kept from either header, or from the body", async () => {
  const withId = { ...refusal('No.'), request_id: 'req_body' };
  const cases = [
    [{ 'x-request-id': 'req_x' }, 'req_x'],
    [{ 'request-id': 'req_y' }, 'req_y'],
    [{}, 'req_body'],
  ] as const;
  for (const [headers, expected] of cases) {
    await using server = await inTurn([403, { 'content-type': 'application/json', ...headers }, withId]);
    const answer = await connectTo(server.origin, 'key').getSkill('s');
    assert.ok(!answer.ok && answer.failure.kind === 'forbidden');
    assert.equal(answer.failure.requestId, expected);
  }
});
