import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareFiles, isSame } from '../../../../src/core/bundle/compareFiles.ts';
import { digestBundle } from '../../../../src/core/bundle/digestBundle.ts';
import { digestFolder } from '../../../../src/core/bundle/digestFolder.ts';
import { entryNameProblem } from '../../../../src/core/bundle/entryName.ts';
import { NameSet } from '../../../../src/core/bundle/nameSet.ts';
import { openBundle, readEntry } from '../../../../src/core/bundle/readBundle.ts';
import { selectFiles } from '../../../../src/core/bundle/selectFiles.ts';
import { diskFolder } from '../../../../src/disk/diskFolder.ts';
import { unpackBundle } from '../../../../src/disk/unpackBundle.ts';
import { memoryFolder } from '../../../support/memoryFolder.ts';
import { packed } from '../../../support/packed.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

interface GeneratedFile {
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

/** Names as people give them: of letters of many scripts, digits, spaces and signs that every system takes. */
const name = fc
  .string({ unit: fc.constantFrom(...'aZ09-_ .()+é漢я😀𝒳'), minLength: 1, maxLength: 8 })
  .map(text => `${text}x`);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ maxLength: 200 }).map(text => Buffer.from(text.repeat(100))),
  fc.uint8Array({ minLength: 1, maxLength: 50 }).map(seed => Buffer.concat(Array(3_000).fill(seed))),
);
const file: fc.Arbitrary<GeneratedFile> = fc.record({ content, isExecutable: fc.boolean() });
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));

/** Files of a skill, without paths that get in each other's way. */
const skill = fc.array(fc.tuple(path, file), { maxLength: 15 }).map(files => {
  const names = new NameSet();
  const good = files.filter(([path]) => entryNameProblem(path) === null && names.add(path, false) === null);
  return Object.fromEntries([['SKILL.md', { content: Buffer.from('x'), isExecutable: false }], ...good]);
});

test('any skill that is packed is read and unpacked again as it was', async context => {
  const root = await temporaryFolder(context);
  await fc.assert(
    fc.asyncProperty(skill, async entries => {
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
      assert.ok(selection.ok);
      const onDisk = await digestFolder(diskFolder(target), selection.value);
      assert.ok(onDisk.ok);
      assert.equal(onDisk.value.digest, bundle.digest);
      assert.ok(isSame(compareFiles(bundle.files, onDisk.value.files)));
    }),
    { numRuns: 40 },
  );
});
