import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';

const registry = 'Work';

function messageOf(failure: Failure): string {
  return describeFailure(failure).message;
}

function nextOf(failure: Failure): string | null {
  return describeFailure(failure).next;
}

const connections: readonly (readonly [cause: string, words: string])[] = [
  ['ECONNREFUSED', 'nothing answers there'],
  ['ENOTFOUND', 'the name is not known, or this machine is offline'],
  ['EAI_AGAIN', 'the name is not known, or this machine is offline'],
  ['ECONNRESET', 'the connection broke off'],
  ['EPIPE', 'the connection broke off'],
  ['UND_ERR_SOCKET', 'the connection broke off'],
  ['ENETUNREACH', 'there is no way to it from here'],
  ['EHOSTUNREACH', 'there is no way to it from here'],
  ['ETIMEDOUT', 'there is no way to it from here'],
  ['UND_ERR_CONNECT_TIMEOUT', 'there is no way to it from here'],
  ['CERT_HAS_EXPIRED', 'its certificate is not trusted (CERT_HAS_EXPIRED)'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)'],
  ['EWHATEVER', 'no connection (EWHATEVER)'],
];

for (const [cause, words] of connections) {
  test(`no connection, ${cause}`, () => {
    const failure: Failure = { kind: 'unreachable', registry, origin: 'https://api.example', cause };
    assert.equal(messageOf(failure), `Work at https://api.example cannot be reached: ${words}.`);
    const isAboutTrust = words.includes('certificate');
    assert.match(nextOf(failure) ?? '', isAboutTrust ? /^Add the certificate/ : /^Check the connection/);
  });
}

test('an address that is none is not repeated, and is to be corrected', () => {
  const failure: Failure = { kind: 'unreachable', registry, origin: 'htp:/x', cause: 'ERR_INVALID_URL' };
  assert.equal(messageOf(failure), 'Work at its address cannot be reached: that is not an address.');
  assert.equal(nextOf(failure), 'Correct the address.');
});

const troubles: readonly (readonly [status: number, words: string])[] = [
  [500, 'an internal error (status 500)'],
  [502, 'its front door gets no answer from the service behind it'],
  [503, 'the service is not available'],
  [504, 'the service took too long'],
  [520, 'an internal error (status 520)'],
  [529, 'it is overloaded'],
];

for (const [status, words] of troubles) {
  test(`trouble of its own, ${status}`, () => {
    assert.equal(
      messageOf({ kind: 'unavailable', registry, status }),
      `Work has trouble of its own: ${words}.`,
    );
    assert.equal(
      messageOf({ kind: 'unavailable', registry, status, requestId: 'req_7' }),
      `Work has trouble of its own: ${words}. (Request req_7.)`,
    );
  });
}

test('a size is told as far as it is known', () => {
  const size = 60 * 2 ** 20;
  const limit = 50 * 2 ** 20;
  const subject = 'The bundle is too large for Work:';
  const failure = { kind: 'too-large', registry } as const;
  assert.equal(messageOf({ ...failure, size, limit }), `${subject} it has 60 MB of at most 50 MB.`);
  assert.equal(messageOf({ ...failure, size }), `${subject} it has 60 MB.`);
  assert.equal(messageOf({ ...failure, limit }), `${subject} it takes at most 50 MB.`);
  assert.equal(messageOf(failure), `${subject} its limit is not known.`);
});

test('how long to wait is rounded up to what a person would count', () => {
  const waits: readonly (readonly [ms: number, words: string])[] = [
    [0, 'a second'],
    [900, 'a second'],
    [1001, '2 seconds'],
    [89_000, '89 seconds'],
    [90_000, '2 minutes'],
    [89 * 60_000, '89 minutes'],
    [90 * 60_000, '2 hours'],
    [86_400_000, '24 hours'],
  ];
  for (const [retryAfterMs, words] of waits) {
    assert.equal(nextOf({ kind: 'rate-limited', registry, retryAfterMs }), `Try again in ${words}.`);
  }
});

test('a deletion that ended early says how much is gone', () => {
  const failure = { kind: 'partly-deleted', registry, what: 'skill "notes"' } as const;
  assert.equal(
    messageOf({ ...failure, deletedVersions: 1 }),
    'Work still has skill "notes": the deletion ended after a version, which cannot be brought back.',
  );
  assert.match(messageOf({ ...failure, deletedVersions: 12 }), /ended after 12 versions,/);
});

test("a registry's own sentence ends like one, and is cut where it is endless", () => {
  const refusal = (reason: string) => messageOf({ kind: 'refused', registry, reason });
  assert.equal(refusal('Name taken'), 'Work refused: Name taken.');
  assert.equal(refusal('Name taken!'), 'Work refused: Name taken!');
  assert.equal(refusal('line\nbreak'), 'Work refused: line break.');
  assert.equal(refusal(''), 'Work refused: it gave no reason.');
  const cut = refusal('x'.repeat(5000));
  assert.ok(cut.endsWith('…') && cut.length <= 520, `${cut.length} characters`);
});
