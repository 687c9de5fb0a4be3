import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOfRefusal, retryAfter } from '../../../../src/core/registry/answerFailure.ts';

const subject = { registry: 'R', what: 'skill "s"', secret: 'sk-1' };

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
