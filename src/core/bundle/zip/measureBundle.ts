import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync } from 'node:zlib';
import type { Failure } from '../../failure/failure.ts';
import { readFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { mapLimited } from '../../work/mapLimited.ts';
import type { Selection } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import { deflateLevel } from './feedZip.ts';
import { isCompressible } from './isCompressible.ts';
import { refusalOf, tooDense } from './refusalOf.ts';

/** What a zip takes besides content and names, in bytes: for each file here and in the directory, and at its end. */
const entryBytes = 30 + 46;
const endBytes = 22;

/** Smaller files are deflated at once: to hand one to a thread takes longer. In bytes. */
const smallFile = 2 ** 16;

/** Files at a time. */
const lanes = 4;

const deflate = promisify(deflateRaw);

/**
 * How large the zip would be that `packBundle` makes of these files, in bytes, without making it. Fails as that does,
 * as far as this finds out.
 */
export async function measureBundle(
  folder: SkillFolder,
  selection: Selection,
  { topFolder, signal }: { readonly topFolder: string; readonly signal?: AbortSignal | undefined },
): Promise<Result<number, Failure>> {
  const refusal = refusalOf(selection, topFolder);
  if (refusal) {
    return failed(refusal);
  }
  const sizes = await mapLimited(selection.files, lanes, async ({ path, source }) => {
    if (signal?.aborted) {
      return failed<Failure>({ kind: 'cancelled' });
    }
    try {
      const content = await deflatedSize(await folder.read(source));
      return success(content + entryBytes + 2 * Buffer.byteLength(`${topFolder}/${path}`));
    } catch (error) {
      return failed(readFailure(path, error));
    }
  });
  let size = endBytes;
  for (const entry of sizes) {
    if (!entry.ok) {
      return entry;
    }
    size += entry.value;
  }
  const dense = tooDense(selection, topFolder, size);
  return dense ? failed(dense) : success(size);
}

async function deflatedSize(bytes: Uint8Array): Promise<number> {
  if (!isCompressible(bytes)) {
    return bytes.length;
  }
  const options = { level: deflateLevel };
  const deflated = bytes.length <= smallFile ? deflateRawSync(bytes, options) : await deflate(bytes, options);
  return deflated.length;
}
