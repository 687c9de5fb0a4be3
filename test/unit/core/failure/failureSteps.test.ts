import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { failureSteps, stepTitles } from '../../../../src/core/failure/failureSteps.ts';
import { failureDetails } from '../../../../src/core/failure/failureText.ts';

const registry = 'Team';
const skill = 'skills/pdf';

/** The buttons, the first being what helps most. */
const buttons: readonly (readonly [Failure, readonly string[]])[] = [
  [{ kind: 'no-key', registry }, ['Update Key']],
  [{ kind: 'unauthorised', registry }, ['Update Key']],
  [{ kind: 'forbidden', registry, reason: '' }, ['Update Key', 'Show Log']],
  [
    { kind: 'wrong-address', registry, address: 'https://a.example', status: 404 },
    ['Change Address', 'Show Log'],
  ],
  [{ kind: 'web-page', registry, status: 403, title: null }, ['Try Again', 'Change Address', 'Show Log']],
  [{ kind: 'not-found', registry, what: 'skill "s"' }, ['Refresh']],
  [
    { kind: 'not-found', registry, what: 'model "m", or no version that was asked for' },
    ['Choose Another Model'],
  ],
  [{ kind: 'registry-gone', registry }, ['Add Registry']],
  [
    { kind: 'unreachable', registry, origin: '', cause: 'ECONNREFUSED' },
    ['Try Again', 'Change Address', 'Show Log'],
  ],
  [{ kind: 'unreachable', registry, origin: '', cause: 'ERR_INVALID_URL' }, ['Change Address', 'Show Log']],
  [{ kind: 'changed-since-review', skill, paths: ['a'] }, ['Review Again']],
  [{ kind: 'moved-on', skill, registry, known: 'v1', found: 'v2' }, ['Review Again']],
  [{ kind: 'malformed-file', path: '.skillwright.json', why: 'it is not a JSON object' }, ['Open']],
  [{ kind: 'untrusted-workspace', action: 'publish' }, ['Manage Trust']],
  [{ kind: 'busy', skill }, ['Try Again']],
  [{ kind: 'cancelled' }, []],
];
for (const [failure, expected] of buttons) {
  test(`after ${failure.kind} one click leads on: ${expected.join(', ') || 'nothing to do'}`, () => {
    assert.deepEqual(
      failureSteps(failure).map(({ kind }) => stepTitles[kind]),
      expected,
    );
  });
}

test('what is to be opened is the first place that is named, from the skill that it is in', () => {
  const findings = [{ path: 'a.sh', line: 7, what: 'AWS key' }];
  assert.deepEqual(failureSteps({ kind: 'secrets', skill, findings }), [
    { kind: 'open', path: 'a.sh', below: skill, line: 6 },
  ]);
});

test('the details to copy name the kind, the status and the request, and no address', () => {
  const failure = { kind: 'web-page', registry, status: 403, title: 'WAF', requestId: 'req_1' } as const;
  assert.equal(
    failureDetails('It failed.', failure),
    'It failed.\nkind: web-page\nregistry: Team\nstatus: 403\nrequestId: req_1',
  );
  const address = 'https://a.example/sk-secret/v1/skills';
  assert.doesNotMatch(
    failureDetails('It failed.', { kind: 'wrong-address', registry, address, status: 404 }),
    /sk-secret/,
  );
});
