import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareFiles, isSame } from '../../../../src/core/bundle/compareFiles.ts';
import { digestBundle } from '../../../../src/core/bundle/digestBundle.ts';
import { digestFolder } from '../../../../src/core/bundle/digestFolder.ts';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { openBundle, readEntry } from '../../../../src/core/bundle/zip/readBundle.ts';
import { unpackBundle } from '../../../../src/disk/files/unpackBundle.ts';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';
import { generatedSkill } from '../../../support/skill/generatedSkill.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';
import { packed } from '../../../support/zip/packed.ts';

test('any skill that is packed is read and unpacked again as it was', async context => {
  const root = await tempFolderOf(context);
  await fc.assert(
    fc.asyncProperty(generatedSkill('x'), async entries => {
      const folder = memoryFolder('demo', entries);
      const { zip, bundle } = await packed(folder);

      const opened = await openBundle(new Blob([zip]));
      assert.ok(opened.ok, JSON.stringify(opened));
      assert.deepEqual(
        opened.value.entries.map(({ path, size, isExecutable }) => ({ path, size, isExecutable })),
        bundle.files.map(({ path, size, isExecutable }) => ({ path: `demo/${path}`, size, isExecutable })),
      );
      for (const entry of opened.value.entries) {
        const read = await readEntry(opened.value, entry);
        assert.ok(
          read.ok &&
            Buffer.from(read.value).equals(entries[entry.path.slice(5)]?.content ?? Buffer.from('?')),
        );
      }
      const digested = await digestBundle(opened.value, 'demo');
      assert.deepEqual(digested, { ok: true, value: { files: bundle.files, digest: bundle.digest } });

      const target = join(root, randomUUID());
      assert.ok((await unpackBundle(new Blob([zip]), target)).ok);
      const selection = await selectFiles(diskFolder(target));
      assertOk(selection);
      const onDisk = await digestFolder(diskFolder(target), selection.value);
      assertOk(onDisk);
      assert.equal(onDisk.value.digest, bundle.digest);
      assert.ok(isSame(compareFiles(bundle.files, onDisk.value.files)));
    }),
    { numRuns: 40 },
  );
});
