import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Failure } from '../../failure/failure.ts';
import { writeFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { BundleFile } from '../bundleFile.ts';
import { contentDigest } from '../bundleFile.ts';
import type { Selection } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import { refusalOf, tooDense } from './refusalOf.ts';
import { ZipStopped, zipPieces } from './zipPieces.ts';

/** What was packed. */
export interface PackedBundle {
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
  /** Bytes of all files together, uncompressed. */
  readonly totalBytes: number;
  /** Bytes of the zip. */
  readonly size: number;
  /** The content digest, as `contentDigest` makes it. */
  readonly digest: string;
}

export interface PackOptions {
  /** The name of the one folder at the top of the bundle: the skill's name. */
  readonly topFolder: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the bundle of the selected files to `sink` and ends it. The bytes depend on nothing but the files' paths,
 * contents and executable bits (and on the version of zlib): entries are sorted, times and modes fixed, and what is
 * deflated is decided by content. No file is read twice, and not much more than 8 MB are held.
 *
 * What was written is good only when this succeeds; otherwise the sink is destroyed. Fails as `refused-paths`,
 * `unreadable`, `changed-meanwhile` (a file is not as it was when it was selected), `bundle-too-large`,
 * `bundle-too-dense`, `cancelled`,
 * or as the sink does: `disk-full`, `unwritable`.
 */
export async function packBundle(
  folder: SkillFolder,
  selection: Selection,
  sink: Writable,
  options: PackOptions,
): Promise<Result<PackedBundle, Failure>> {
  const refusal = refusalOf(selection, options.topFolder);
  if (refusal) {
    sink.destroy();
    return failed(refusal);
  }
  const files: BundleFile[] = [];
  let size = 0;
  const pieces = zipPieces({ folder, files: selection.files, ...options, onFile: file => files.push(file) });
  const counted = async function* () {
    for await (const piece of pieces) {
      size += piece.length;
      yield piece;
    }
  };
  try {
    await pipeline(counted, sink, options.signal ? { signal: options.signal } : {});
  } catch (error) {
    return failed(whyStopped(error, options));
  }
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  const dense = tooDense(selection, options.topFolder, size);
  if (dense) {
    return failed(dense);
  }
  return success({ files, totalBytes, size, digest: contentDigest(files) });
}

function whyStopped(error: unknown, { topFolder, signal }: PackOptions): Failure {
  if (signal?.aborted) {
    return { kind: 'cancelled' };
  }
  return error instanceof ZipStopped ? error.failure : writeFailure(`${topFolder}.zip`, error);
}
