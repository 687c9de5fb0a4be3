import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoresPath } from '../../../../../src/core/bundle/select/ignoresPath.ts';

test('Patterns take out what is below them, and a later one puts back', () => {
  const patterns = ['vendor/*', '!vendor/ours/', 'drafts'];
  assert.equal(ignoresPath(patterns, 'vendor/theirs/'), true);
  assert.equal(ignoresPath(patterns, 'vendor/ours/'), false);
  assert.equal(ignoresPath(patterns, 'skills/drafts/one/'), true);
  assert.equal(ignoresPath(patterns, 'skills/one/'), false);
});

test('No pattern takes nothing out', () => {
  assert.equal(ignoresPath([], 'skills/one/'), false);
});
