import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { failureSentences } from '../../../../../src/core/failure/failureText.ts';
import { failureOfRefusal } from '../../../../../src/core/registry/http/answerFailure.ts';
import { retryAfter } from '../../../../../src/core/registry/http/retries.ts';

const subject = {
  registry: 'R',
  kind: 'openai',
  what: 'skill "s"',
  address: 'https://r.example/v1/skills/s',
  secret: 'sk-1',
} as const;

test('a rest is told in seconds, in milliseconds or as a date', () => {
  const rests: readonly (readonly [Record<string, string>, number | null])[] = [
    [{}, null],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '' }, null],
    [{ 'retry-after-ms': '-5' }, null],
  ];
  for (const [headers, ms] of rests) {
    assert.equal(retryAfter(new Headers(headers)), ms, JSON.stringify(headers));
  }
  const soon = retryAfter(new Headers({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
  assert.ok(soon !== null && soon > 55_000 && soon <= 60_000, `${soon}`);
});

test('a rest of more than a day is not believed', () => {
  for (const headers of [
    { 'retry-after': '99999999999' },
    { 'retry-after-ms': '1e999' },
    { 'retry-after': '9'.repeat(400) },
  ]) {
    assert.equal(retryAfter(new Headers(headers)), 86_400_000);
  }
});

test("both vendors' envelopes are read", () => {
  const headers = new Headers();
  const openai = {
    error: { message: 'No.', type: 'invalid_request_error', param: 'version', code: 'invalid_value' },
  };
  assert.deepEqual(failureOfRefusal({ status: 400, headers, body: openai }, subject), {
    kind: 'refused',
    registry: 'R',
    reason: 'No.',
    code: 'invalid_value',
  });
  const anthropic = { type: 'error', error: { type: 'x', message: 'No.' }, request_id: 'req_1' };
  assert.deepEqual(failureOfRefusal({ status: 400, headers, body: anthropic }, subject), {
    kind: 'refused',
    registry: 'R',
    reason: 'No.',
    requestId: 'req_1',
  });
});

test('a detail of another type costs the detail, not the reason', () => {
  const body = { error: { message: 'No.', code: 404 }, request_id: {} };
  assert.deepEqual(failureOfRefusal({ status: 422, headers: new Headers(), body }, subject), {
    kind: 'refused',
    registry: 'R',
    reason: 'No.',
  });
});

test('the key is taken out of a reason wherever it stands', () => {
  const body = { error: { message: 'sk-1: bad key sk-1sk-1' } };
  const failure = failureOfRefusal({ status: 403, headers: new Headers(), body }, subject);
  assert.ok(failure.kind === 'forbidden');
  assert.equal(failure.reason, '[key]: bad key [key][key]');
});

const said = { error: { message: 'No.' } };
const meanings: readonly (readonly [status: number, body: unknown, failure: Failure])[] = [
  [400, said, { kind: 'refused', registry: 'R', reason: 'No.' }],
  [400, '<html>', { kind: 'web-page', registry: 'R', status: 400, title: null }],
  [400, 'No.', { kind: 'not-understood', registry: 'R', what: 'an answer of this protocol' }],
  [401, said, { kind: 'unauthorised', registry: 'R' }],
  [401, null, { kind: 'unauthorised', registry: 'R' }],
  [402, said, { kind: 'forbidden', registry: 'R', reason: 'No.' }],
  [403, said, { kind: 'forbidden', registry: 'R', reason: 'No.' }],
  [403, null, { kind: 'forbidden', registry: 'R', reason: '' }],
  [404, said, { kind: 'not-found', registry: 'R', what: 'skill "s"' }],
  // A proxy's or another site's 404 says nothing about the skill: its link must not be taken for dead.
  [404, '<html>', { kind: 'web-page', registry: 'R', status: 404, title: null }],
  [409, said, { kind: 'refused', registry: 'R', reason: 'No.' }],
  [413, said, { kind: 'too-large', registry: 'R' }],
  [413, '<html>', { kind: 'too-large', registry: 'R' }],
  [414, said, { kind: 'refused', registry: 'R', reason: 'No.' }],
  [429, said, { kind: 'rate-limited', registry: 'R' }],
  [429, null, { kind: 'rate-limited', registry: 'R' }],
  // Money that has run out does not come back by waiting.
  [
    429,
    { error: { message: 'Quota.', code: 'insufficient_quota' } },
    { kind: 'forbidden', registry: 'R', reason: 'Quota.' },
  ],
  [408, said, { kind: 'unavailable', registry: 'R', status: 408 }],
  [425, said, { kind: 'unavailable', registry: 'R', status: 425 }],
  [499, said, { kind: 'unavailable', registry: 'R', status: 499 }],
  [498, said, { kind: 'refused', registry: 'R', reason: 'No.' }],
  [500, said, { kind: 'unavailable', registry: 'R', status: 500 }],
  [503, '<html>', { kind: 'unavailable', registry: 'R', status: 503 }],
  [529, said, { kind: 'unavailable', registry: 'R', status: 529 }],
];
for (const [status, body, failure] of meanings) {
  test(`${status} with ${JSON.stringify(body)} means ${failure.kind}`, () => {
    assert.deepEqual(failureOfRefusal({ status, headers: new Headers(), body }, subject), failure);
  });
}

test('a rest is told with the refusal, and the request is named for support, by whichever header', () => {
  const limited = { status: 429, headers: new Headers({ 'retry-after': '7' }), body: said };
  assert.deepEqual(failureOfRefusal(limited, subject), {
    kind: 'rate-limited',
    registry: 'R',
    retryAfterMs: 7000,
  });
  const ids: readonly (readonly [Record<string, string>, string | undefined, string])[] = [
    [{ 'x-request-id': 'a' }, 'c', 'a'],
    [{ 'request-id': 'b' }, 'c', 'b'],
    [{ 'x-request-id': 'a', 'request-id': 'b' }, undefined, 'a'],
    [{}, 'c', 'c'],
  ];
  for (const [headers, request_id, requestId] of ids) {
    const refusal = { status: 500, headers: new Headers(headers), body: { ...said, request_id } };
    const unavailable = { kind: 'unavailable', registry: 'R', status: 500, requestId };
    assert.deepEqual(failureOfRefusal(refusal, subject), unavailable);
  }
});

test('404 where the skills should be listed is a matter of the address, whatever came with it', () => {
  const address = 'https://r.example/v1/skills/skills?order=desc';
  for (const body of [said, '<html>', null]) {
    const failure = failureOfRefusal(
      { status: 404, headers: new Headers(), body },
      { ...subject, what: 'skills at its address', address },
    );
    assert.deepEqual(failure, { kind: 'wrong-address', registry: 'R', address, status: 404 });
    assert.equal(
      failureSentences(failure),
      'R has no list of skills at its address: …/v1/skills/skills answered 404. Change the address: it ends before /skills.',
    );
  }
});

test('of an address that may hold a key, only the plain end is shown', () => {
  const address = 'https://gateway.example/t/sk-AbC123/v1/skills';
  assert.match(
    failureSentences({ kind: 'wrong-address', registry: 'R', address, status: 404 }),
    /: …\/v1\/skills answered/,
  );
});

test("a firewall's page is called a web page, by its title, and not taken for the key's fault", () => {
  const body = '<!DOCTYPE html><html><head><title>\n Blocked by &quot;WAF&quot; sk-1 </title></head></html>';
  const headers = new Headers({ 'content-type': 'text/html', 'x-request-id': 'r-sk-1' });
  const failure = failureOfRefusal({ status: 403, headers, body }, subject);
  assert.deepEqual(failure, {
    kind: 'web-page',
    registry: 'R',
    status: 403,
    title: 'Blocked by "WAF" [key]',
    requestId: 'r-[key]',
  });
  assert.equal(
    failureSentences(failure),
    'R was not reached: a web page answered, “Blocked by "WAF" [key]” (status 403). (Request r-[key].) Look whether a firewall, a proxy or a sign-in stands before it, and check its address.',
  );
});

test('a key that a server echoes is nowhere in what is said of its answer, however it is written', () => {
  const secret = 'sk-Secret/Key+0123456789';
  const base64 = Buffer.from(secret).toString('base64');
  const forms = [secret, secret.toUpperCase(), secret.toLowerCase(), encodeURIComponent(secret), base64];
  for (const echo of [...forms, base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]) {
    const bodies: readonly unknown[] = [
      { error: { message: `Wrong: ${echo}.`, code: echo } },
      { error: { message: 'Wrong.', details: { error_code: echo } }, request_id: echo },
      { detail: echo },
      { detail: [{ loc: ['body', echo], msg: echo }] },
      `<!doctype html><title>${echo}</title>`,
    ];
    for (const body of bodies) {
      for (const status of [400, 403, 409, 422, 500]) {
        const answer = { status, headers: new Headers({ 'x-request-id': echo }), body };
        const failure = failureOfRefusal(answer, { ...subject, secret });
        const said = JSON.stringify(failure) + failureSentences(failure);
        assert.ok(!said.includes(echo), said);
      }
    }
  }
});
