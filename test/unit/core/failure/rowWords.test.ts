import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { describeFailure, failureRow } from '../../../../src/core/failure/failureText.ts';

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
