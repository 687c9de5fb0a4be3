import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUpHost } from '../../../../src/disk/files/lookUpHost.ts';

test('a name is looked up as this machine knows it, and one that nobody has is not known', async () => {
  const found = await lookUpHost('localhost');
  assert.ok(
    found.every(address => address === '127.0.0.1' || address === '::1') && found.length > 0,
    found.join(),
  );
  await assert.rejects(lookUpHost('no-such-host.invalid'));
});
