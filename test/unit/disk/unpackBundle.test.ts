import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeFailure } from '../../../src/core/failureText.ts';
import { plainText } from '../../../src/core/plainText.ts';
import { unpackBundle } from '../../../src/disk/unpackBundle.ts';
import { hostileArchives } from '../../support/hostileArchives.ts';
import { everythingIn, temporaryFolder } from '../../support/temporaryFolder.ts';

for (const { title, bytes, entry, says } of hostileArchives) {
  test(`a bundle is refused that has ${title}`, async context => {
    const folder = await temporaryFolder(context);
    const unpacked = await unpackBundle(new Blob([bytes()]), join(folder, 'deep', 'demo'));
    assert.ok(!unpacked.ok, 'it was unpacked');
    const { failure } = unpacked;
    assert.equal(failure.kind, 'bad-archive');
    assert.equal(failure.kind === 'bad-archive' ? failure.entry : undefined, entry);
    const { message } = describeFailure(failure);
    assert.match(message, says);
    if (entry) assert.ok(message.includes(`"${plainText(entry, 200)}"`), message);
    assert.deepEqual(await everythingIn(folder), [], 'something was left behind');
  });
}
