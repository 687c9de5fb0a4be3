import assert from 'node:assert/strict';
import { test } from 'node:test';
import { versionLabel } from '../../../../src/core/registry/versionLabel.ts';

const createdAt = Date.UTC(2026, 10, 21, 9, 5, 59);

test('a counted version is called by its number', () => {
  assert.equal(versionLabel({ key: '12', createdAt }), 'v12');
});

test('a version with an opaque id, or a time stamp for one, is called by its minute', () => {
  assert.equal(versionLabel({ key: 'skver_01AbC', createdAt }, 'UTC'), '2026-11-21 09:05');
  assert.equal(versionLabel({ key: '1759178010641129', createdAt }, 'UTC'), '2026-11-21 09:05');
});
