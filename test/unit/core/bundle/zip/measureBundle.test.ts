import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { selectFiles } from '../../../../../src/core/bundle/select/selectFiles.ts';
import { measureBundle } from '../../../../../src/core/bundle/zip/measureBundle.ts';
import { packBundle } from '../../../../../src/core/bundle/zip/packBundle.ts';
import { assertOk } from '../../../../support/result.ts';
import { type MemoryEntry, memoryFolder } from '../../../../support/skill/memoryFolder.ts';

const manifest = '---\nname: demo\n---\n';

/** What both say of a folder. */
async function both(files: Readonly<Record<string, MemoryEntry>>) {
  const folder = memoryFolder('demo', { 'SKILL.md': manifest, ...files });
  const selection = await selectFiles(folder);
  assertOk(selection);
  const options = { topFolder: 'demo' };
  const packed = await packBundle(folder, selection.value, new PassThrough().resume(), options);
  const measured = await measureBundle(folder, selection.value, options);
  return { packed, measured };
}

describe('a bundle that is measured and not made', () => {
  const folders: Readonly<Record<string, Readonly<Record<string, MemoryEntry>>>> = {
    'nothing but SKILL.md': {},
    'small and large texts': { 'a.md': 'a'.repeat(500), 'b.txt': 'lorem ipsum '.repeat(20_000) },
    'noise, and an empty file': { 'a.bin': randomBytes(200_000), 'b.bin': randomBytes(900), 'c.txt': '' },
    'names of all kinds': {
      'é/😀.md': 'x',
      'ü ü.txt': 'y',
      'a/b/c/d.sh': { content: '#!', isExecutable: true },
    },
  };
  for (const [what, files] of Object.entries(folders)) {
    test(`has the size of the one that is made: ${what}`, async () => {
      const { packed, measured } = await both(files);
      assertOk(packed);
      assertOk(measured);
      assert.equal(measured.value, packed.value.size);
    });
  }

  test('is refused for the same reasons', async () => {
    const zeros = Object.fromEntries([1, 2].map(n => [`${n}.bin`, Buffer.alloc(20 * 2 ** 20)]));
    for (const files of [zeros, { 'CON.md': '' }, { 'big.bin': Buffer.alloc(65 * 2 ** 20) }]) {
      const { packed, measured } = await both(files);
      assert.ok(!packed.ok && !measured.ok);
      assert.deepEqual(measured.failure, packed.failure);
    }
  });
});
