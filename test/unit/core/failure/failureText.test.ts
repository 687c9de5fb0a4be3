import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { describeFailure, failureRow } from '../../../../src/core/failure/failureText.ts';

const R = { registry: 'Work' };

/** What a person reads: the message, an arrow, and what to do next. */
const words: readonly (readonly [Failure, string])[] = [
  [{ kind: 'cancelled' }, 'Cancelled.'],
  [
    { kind: 'untrusted-workspace', action: 'publish' },
    'Publishing is not possible in Restricted Mode. → Trust this workspace, then try again.',
  ],
  [{ kind: 'no-key', ...R }, 'No key is stored for Work. → Give one.'],
  [
    { kind: 'unauthorised', ...R },
    'Work did not accept the key: it is wrong, was revoked or has expired. → Use another one.',
  ],
  [
    { kind: 'forbidden', ...R, reason: 'No access to skills', requestId: 'req_1' },
    'Work does not allow this: No access to skills. (Request req_1.) → Use a key that may do this, or ask who manages the account.',
  ],
  [
    { kind: 'forbidden', ...R, reason: '' },
    'Work does not allow this: it gave no reason. → Use a key that may do this, or ask who manages the account.',
  ],
  [
    { kind: 'not-found', ...R, what: 'skill "skill_1"' },
    'Work has no skill "skill_1". → Look again: somebody may have deleted it.',
  ],
  [
    { kind: 'refused', ...R, reason: 'The name is taken.', code: 'x' },
    'Work refused: The name is taken. → Change what it names, then try again.',
  ],
  [
    { kind: 'too-large', ...R, size: 53_477_376, limit: 52_428_800 },
    'The bundle is too large for Work: it has 51 MB of at most 50 MB. → Leave files out with a .skillignore, then try again.',
  ],
  [{ kind: 'rate-limited', ...R }, 'Work gets too many requests from this account. → Try again in a minute.'],
  [
    { kind: 'rate-limited', ...R, retryAfterMs: 125_000 },
    'Work gets too many requests from this account. → Try again in 3 minutes.',
  ],
  [
    { kind: 'unavailable', ...R, status: 529 },
    'Work has trouble of its own: it is overloaded. → Try again in a few minutes.',
  ],
  [
    { kind: 'unreachable', ...R, origin: 'http://127.0.0.1:1', cause: 'ECONNREFUSED' },
    'Work at http://127.0.0.1:1 cannot be reached: nothing answers there. → Check the connection and the address, then try again.',
  ],
  [
    { kind: 'unreachable', ...R, origin: 'https://api.example', cause: 'SELF_SIGNED_CERT_IN_CHAIN' },
    "Work at https://api.example cannot be reached: its certificate is not trusted (SELF_SIGNED_CERT_IN_CHAIN). → Add the certificate's authority to this system, or check for a proxy in between.",
  ],
  [
    { kind: 'timed-out', ...R, afterMs: 30_000 },
    'Work did not answer within 30 seconds. → Check the connection, then try again.',
  ],
  [
    { kind: 'not-understood', ...R, what: 'complete JSON' },
    'Work answered something else than complete JSON. → Check its address and kind; a proxy may also have answered in its place.',
  ],
  [
    { kind: 'foreign-origin', ...R, origin: 'https://evil.example' },
    'Work pointed to another server, https://evil.example. The key was not sent there. → If the registry has moved, use its new address, and the key for that.',
  ],
  [
    { kind: 'insecure-address', ...R, address: 'http://api.example/v1' },
    'The key for Work is not sent to http://api.example: that address is not encrypted. → Use an https address; plain http is for this machine only. Or keep “ssh -N -L 8123:127.0.0.1:8123 api.example” running, and use http://127.0.0.1:8123 in its place.',
  ],
  [
    { kind: 'partly-deleted', ...R, what: 'skill "s"', deletedVersions: 2 },
    'Work still has skill "s": the deletion ended after 2 versions, which cannot be brought back. → Delete the skill again to remove the rest.',
  ],
  [
    { kind: 'unsupported', ...R, operation: 'set a default version' },
    'Work cannot set a default version: registries of its kind do not know this.',
  ],
  [
    {
      kind: 'secrets',
      skill: 'notes',
      findings: [
        { path: '.env', line: 1, what: 'a file of secrets' },
        { path: 'a.sh', line: 7, what: 'AWS key' },
      ],
    },
    'notes contains what looks like a secret: .env:1 (a file of secrets), a.sh:7 (AWS key). → Take it out, leave the file out with a .skillignore, or allow the file as it is now.',
  ],
  [
    { kind: 'refused-paths', skill: 'notes', paths: [{ path: 'out', why: 'link-leaves-folder' }] },
    'notes cannot be bundled: out is a link out of the folder. → Remove it, or leave it out with a .skillignore.',
  ],
  [
    { kind: 'disk-full', path: '/data' },
    'The disk is full: /data was not written. → Make room, then try again.',
  ],
];

for (const [failure, expected] of words) {
  test(expected.slice(0, 60), () => {
    const { message, next } = describeFailure(failure);
    assert.equal(next === null ? message : `${message} → ${next}`, expected);
  });
}

test('no failure shows an address beyond its origin', () => {
  const address = 'https://user:sk-secret@api.example/v1/sk-secret?api-key=sk-secret#sk-secret';
  const failures: readonly Failure[] = [
    { kind: 'unreachable', ...R, origin: address, cause: 'ENOTFOUND' },
    { kind: 'foreign-origin', ...R, origin: address },
    { kind: 'insecure-address', ...R, address },
    { kind: 'unreachable', ...R, origin: 'sk-secret', cause: 'ERR_INVALID_URL' },
  ];
  for (const failure of failures) {
    const { message, next } = describeFailure(failure);
    assert.ok(!`${message}${next}`.includes('sk-secret'), message);
  }
});

test('text from elsewhere is shown plain wherever it appears', () => {
  const text = '[x](command:y)\u202E$(trash)';
  const failures: readonly Failure[] = [
    { kind: 'forbidden', registry: text, reason: text, requestId: text },
    { kind: 'not-found', registry: text, what: `skill "${text}"` },
    { kind: 'refused', registry: text, reason: text, requestId: text },
    { kind: 'unreachable', registry: text, origin: 'https://a.example', cause: text },
    { kind: 'not-understood', registry: text, what: `an id as "${text}"` },
    { kind: 'partly-deleted', registry: text, what: `skill "${text}"`, deletedVersions: 1 },
    { kind: 'moved-on', skill: text, registry: text, known: text, found: text },
    { kind: 'runs-another', skill: text, registry: text },
    { kind: 'changed-since-published', skill: text, registry: text, version: text },
    { kind: 'secrets', skill: text, findings: [{ path: text, line: 1, what: text }] },
    { kind: 'refused-paths', skill: text, paths: [{ path: text, why: 'not-a-file' }] },
    { kind: 'changed-since-review', skill: text, paths: [text] },
    { kind: 'unreadable', path: text, cause: text },
    { kind: 'malformed-file', path: text, why: `it is not JSON: ${text}` },
    { kind: 'web-page', registry: text, status: 403, title: text, requestId: text },
    { kind: 'bad-archive', entry: text, why: text },
  ];
  for (const failure of failures) {
    const { message, next } = describeFailure(failure);
    assert.doesNotMatch(`${message}${next}`, /\]\(|\u202E|\$\(/, failure.kind);
  }
});

const registry = 'Team at https://skills.example.com';

describe('a row below a registry that could not be read', () => {
  const short: readonly (readonly [Failure, string])[] = [
    [{ kind: 'no-key', registry }, 'No key'],
    [{ kind: 'unauthorised', registry }, 'Key not accepted'],
    [
      { kind: 'unreachable', registry, origin: 'https://skills.example.com', cause: 'ENOTFOUND' },
      'Cannot be reached',
    ],
    [{ kind: 'timed-out', registry, afterMs: 30_000 }, 'No answer in time'],
    [{ kind: 'rate-limited', registry }, 'Too many requests'],
    [{ kind: 'unavailable', registry, status: 503 }, 'Has trouble of its own'],
    [{ kind: 'not-understood', registry, what: 'complete JSON' }, 'Answer not understood'],
    [{ kind: 'forbidden', registry, reason: 'No credit left' }, 'Not allowed: No credit left.'],
    [{ kind: 'forbidden', registry, reason: ' ' }, 'Not allowed'],
    [{ kind: 'refused', registry, reason: 'Too many pages.' }, 'Refused: Too many pages.'],
    [{ kind: 'refused', registry, reason: '' }, 'Refused'],
    [{ kind: 'other-protocol', registry, speaks: 'Anthropic' }, 'Speaks Anthropic’s protocol'],
    [{ kind: 'foreign-origin', registry, origin: 'https://b.example' }, 'Points to another server'],
    [{ kind: 'insecure-address', registry, address: 'http://a.example' }, 'Address is not encrypted'],
  ];
  for (const [failure, words] of short) {
    it(`says "${words}" for ${failure.kind}, and leaves the registry's name to the row above`, () => {
      assert.equal(failureRow(failure), words);
      assert.ok(describeFailure(failure).message.includes(registry), 'the tooltip names it');
    });
  }

  it('says all of it where the reason is what counts', () => {
    const forbidden: Failure = { kind: 'forbidden', registry, reason: 'The plan has no skills.' };
    assert.match(failureRow(forbidden), /The plan has no skills\./);
  });
});
