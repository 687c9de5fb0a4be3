import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Failure } from '../../failure/failure.ts';
import { writeFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { BundleFile } from '../bundleFile.ts';
import { contentDigest } from '../bundleFile.ts';
import type { Selection } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import { type Feed, feedZip } from './feedZip.ts';
import { refusalOf, tooDense } from './refusalOf.ts';
import { ZipMeter } from './zipMeter.ts';

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
  // Whichever of the two ends fails stops the other.
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const zip = new ZipFile();
  const meter = new ZipMeter();
  const feeding = feed(stop, { folder, files: selection.files, ...options, zip, meter, signal });
  const writing = write(stop, pipeline(zip.outputStream, meter, sink, { signal }), options.topFolder);
  const [fed, written] = await Promise.all([feeding, writing]);

  if (options.signal?.aborted) {
    return failed({ kind: 'cancelled' });
  }
  if (!fed.ok && fed.failure.kind !== 'cancelled') {
    return fed;
  }
  if (!written.ok) {
    return written;
  }
  if (!fed.ok) {
    return fed;
  }
  const files = fed.value;
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  const dense = tooDense(selection, options.topFolder, meter.size);
  if (dense) {
    return failed(dense);
  }
  return success({ files, totalBytes, size: meter.size, digest: contentDigest(files) });
}

async function feed(stop: AbortController, given: Feed): Promise<Result<readonly BundleFile[], Failure>> {
  let isFed = false;
  try {
    const fed = await feedZip(given);
    isFed = fed.ok;
    return fed;
  } finally {
    if (!isFed) {
      stop.abort();
    }
  }
}

async function write(
  stop: AbortController,
  writing: Promise<void>,
  name: string,
): Promise<Result<null, Failure>> {
  try {
    await writing;
    return success(null);
  } catch (error) {
    stop.abort();
    return failed(writeFailure(`${name}.zip`, error));
  }
}
