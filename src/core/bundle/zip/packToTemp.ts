import { PassThrough } from 'node:stream';
import type { Failure } from '../../failure/failure.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { Selection } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import type { TempFile, TempFiles } from '../tempFiles.ts';
import { type PackedBundle, type PackOptions, packBundle } from './packBundle.ts';
import { ZipStopped } from './zipPieces.ts';

/** A bundle that waits in a temporary file. */
export interface StoredBundle {
  readonly packed: PackedBundle;
  readonly file: TempFile;
}

/** Packs into a temporary file. Fails as `packBundle` or as the temporary files do; then no file is left. */
export async function packToTemp(
  folder: SkillFolder,
  selection: Selection,
  tempFiles: TempFiles,
  options: PackOptions,
): Promise<Result<StoredBundle, Failure>> {
  const pipe = new PassThrough();
  // Where the file could not even be begun, nobody reads the pipe: destroying it ends the packing.
  const storing = tempFiles
    .store(pipe, options.signal)
    .catch(stoppedFailure)
    .finally(() => pipe.destroy());
  const [packed, stored] = await Promise.all([packBundle(folder, selection, pipe, options), storing]);
  if (packed.ok && stored.ok) {
    return success({ packed: packed.value, file: stored.value });
  }
  if (stored.ok) {
    await stored.value.remove();
  }
  // Where the file could not be written, the packing saw no more than that nobody reads on.
  if (!packed.ok && packed.failure.kind !== 'unwritable') {
    return packed;
  }
  if (!stored.ok) {
    return stored;
  }
  return packed as Extract<typeof packed, { ok: false }>;
}

/** Packing that stops ends the pipe with its own reason, which is no fault of the file. */
function stoppedFailure(error: unknown): Result<never, Failure> {
  if (error instanceof ZipStopped) {
    return failed(error.failure);
  }
  throw error;
}
