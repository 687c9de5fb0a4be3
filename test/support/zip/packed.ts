import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { selectFiles } from '../../../src/core/bundle/select/selectFiles.ts';
import type { SkillFolder } from '../../../src/core/bundle/select/skillFolder.ts';
import { type PackedBundle, packBundle } from '../../../src/core/bundle/zip/packBundle.ts';
import { assertOk } from '../result.ts';

/** Packs a folder that can be packed; the zip and what is said of it. */
export async function packed(
  folder: SkillFolder,
  topFolder: string = folder.name,
): Promise<{ readonly zip: Buffer<ArrayBuffer>; readonly bundle: PackedBundle }> {
  const selection = await selectFiles(folder);
  assertOk(selection);
  const sink = new PassThrough();
  const [result, zip] = await Promise.all([
    packBundle(folder, selection.value, sink, { topFolder }),
    buffer(sink),
  ]);
  assert.ok(result.ok, JSON.stringify(result));
  return { zip: Buffer.from(zip), bundle: result.value };
}
