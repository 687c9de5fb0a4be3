import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { digestBytes } from '../../../../src/core/bundle/digest.ts';
import { digestFile } from '../../../../src/disk/folder/digestFile.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

test('a file has the digest of its bytes, in however many pieces it is read', async () => {
  await using folder = await tempFolder();
  for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 700_000]) {
    const bytes = randomBytes(size);
    const path = join(folder.path, `${size}`);
    await writeFile(path, bytes);
    assert.deepEqual(await digestFile(path), { size, digest: digestBytes(bytes) });
  }
});

test('a file that is not there rejects with what the system says', async () => {
  await using folder = await tempFolder();
  await assert.rejects(digestFile(join(folder.path, 'gone')), { code: 'ENOENT' });
});
