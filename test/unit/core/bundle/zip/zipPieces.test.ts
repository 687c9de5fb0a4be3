import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { selectFiles } from '../../../../../src/core/bundle/select/selectFiles.ts';
import type { SkillFolder } from '../../../../../src/core/bundle/select/skillFolder.ts';
import { ZipStopped, zipPieces } from '../../../../../src/core/bundle/zip/zipPieces.ts';
import { assertOk } from '../../../../support/result.ts';
import { memoryFolder } from '../../../../support/skill/memoryFolder.ts';

const manifest = '---\nname: demo\n---\n';

async function piecesOf(folder: SkillFolder, names: string[] = []) {
  const selection = await selectFiles(folder);
  assertOk(selection);
  const { files } = selection.value;
  return zipPieces({ folder, files, topFolder: 'demo', onFile: ({ path }) => names.push(path) });
}

async function bytesOf(folder: SkillFolder): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await piecesOf(folder)) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

describe('the pieces of a zip', () => {
  test('are read ahead of what is written by no more than 8 MB', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`${index}.bin`, randomBytes(3 * 2 ** 20)]),
    );
    const folder = memoryFolder('demo', { 'SKILL.md': manifest, ...files });
    const read: string[] = [];
    const watched = {
      ...folder,
      read: (path: string) => {
        read.push(path);
        return folder.read(path);
      },
    };
    const pieces = await piecesOf(watched);
    await pieces.next();
    assert.deepEqual(read, ['0.bin', '1.bin'], 'a third one has no room');
    let rest = 0;
    for await (const piece of pieces) {
      rest += piece.length;
    }
    assert.equal(read.length, 7);
    assert.ok(rest > 18 * 2 ** 20);
  });

  test('are the same whether a folder reads into the memory it is offered, again and again, or not', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => {
        const size = 10_000 + ((index * 37_813) % 200_000);
        // Every third cannot be deflated, so that the zip holds what was read itself.
        const content = index % 3 === 0 ? randomBytes(size) : Buffer.alloc(size, `${index} of these\n`);
        return [`${index}.dat`, content];
      }),
    );
    const folder = memoryFolder('demo', { 'SKILL.md': manifest, ...files });
    const used: ArrayBufferLike[] = [];
    const taking: SkillFolder = {
      ...folder,
      read: async (path, maxBytes, offered) => {
        const bytes = await folder.read(path, maxBytes);
        const place = offered?.(bytes.length) ?? new Uint8Array(bytes.length);
        place.set(bytes);
        used.push(place.buffer);
        return place;
      },
    };
    const [fresh, again] = [await bytesOf(folder), await bytesOf(taking)];
    assert.ok(fresh.equals(again));
    assert.ok(new Set(used).size < used.length, 'none was used twice');
  });

  test('end with the reason at a file that changes, and tell of those before it', async () => {
    const folder = memoryFolder('demo', { 'SKILL.md': manifest, 'a.md': 'a', 'b.md': 'b' });
    const names: string[] = [];
    const pieces = await piecesOf(folder, names);
    folder.entries.set('b.md', 'longer');
    await assert.rejects(
      async () => {
        for await (const _ of pieces) {
          // Until it ends.
        }
      },
      (error: unknown) =>
        error instanceof ZipStopped &&
        error.failure.kind === 'changed-meanwhile' &&
        error.failure.path === 'b.md',
    );
    assert.deepEqual(names, ['SKILL.md', 'a.md']);
  });
});
