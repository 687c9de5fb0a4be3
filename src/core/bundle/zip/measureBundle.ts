import type { Failure } from '../../failure/failure.ts';
import { listedFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { mapLimited } from '../../work/mapLimited.ts';
import type { Selection } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import { deflated } from './deflated.ts';
import { refusalOf, tooDense } from './refusalOf.ts';
import { endBytes, headerBytes, recordBytes } from './zipRecords.ts';

/** Files at a time. */
const lanes = 4;

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
      const content = (await deflated(await folder.read(source))).content.length;
      return success(content + headerBytes + recordBytes + 2 * Buffer.byteLength(`${topFolder}/${path}`));
    } catch (error) {
      return failed(listedFailure(path, error));
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
