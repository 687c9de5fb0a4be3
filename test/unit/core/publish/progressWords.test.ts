import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressWords } from '../../../../src/core/publish/progressWords.ts';

test('each step, the bytes and a pause are named', () => {
  const target = 'demo → team';
  assert.equal(progressWords({ kind: 'step', target, step: 'bundle' }), 'bundling');
  assert.equal(
    progressWords({ kind: 'progress', target, sentBytes: 1.2 * 2 ** 20, totalBytes: 4 * 2 ** 20 }),
    'sending, 1.2 MB of 4.0 MB',
  );
  const why = { kind: 'rate-limited', registry: 'Team' } as const;
  assert.equal(progressWords({ kind: 'waiting', target, forMs: 1_500, why }), 'waiting 2 s for the registry');
});
