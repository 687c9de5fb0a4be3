import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { readFailure } from '../systemError.ts';
import type { BundleFile } from './bundleFile.ts';
import { contentDigest, digestBytes } from './digest.ts';
import type { SelectedFile, Selection } from './selection.ts';
import type { SkillFolder } from './skillFolder.ts';

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
  readonly signal?: AbortSignal;
}

/**
 * Writes the bundle of the selected files to `sink` and ends it. The bytes depend on nothing but the files' paths,
 * contents and executable bits: entries are sorted, times and modes fixed.
 *
 * What was written is good only when this succeeds. Fails as `refused-paths`, `unreadable`, `changed-meanwhile` (a
 * file is not as it was when it was selected), `cancelled`, or as the sink fails: `disk-full`, `unwritable`.
 */
export async function packBundle(
  folder: SkillFolder,
  selection: Selection,
  sink: Writable,
  options: PackOptions,
): Promise<Result<PackedBundle>> {
  if (selection.refused.length > 0) {
    return failed({ kind: 'refused-paths', skill: options.topFolder, paths: selection.refused });
  }
  const zip = new ZipFile();
  const files: BundleFile[] = [];
  let problem: Failure | null = null;
  const feed = async () => {
    for (const file of selection.files) {
      const bytes = await readUnchanged(folder, file);
      if (!bytes.ok) {
        problem = bytes.failure;
        throw new Error('The packing has failed.');
      }
      const { path, size, isExecutable } = file;
      files.push({ path, size, isExecutable, digest: digestBytes(bytes.value) });
      zip.addBuffer(Buffer.from(bytes.value), `${options.topFolder}/${path}`, entryOptions(file));
      if (sink.writableNeedDrain) await once(sink, 'drain');
    }
    zip.end();
  };
  let size = 0;
  zip.outputStream.on('data', (chunk: Buffer) => {
    size += chunk.length;
  });
  const controller = new AbortController();
  const signals = options.signal ? [controller.signal, options.signal] : [controller.signal];
  const written = pipeline(zip.outputStream, sink, { signal: AbortSignal.any(signals) });
  try {
    await Promise.all([
      written,
      feed().catch((error: unknown) => {
        controller.abort();
        throw error;
      }),
    ]);
  } catch (error) {
    if (options.signal?.aborted) return failed({ kind: 'cancelled' });
    if (problem) return failed(problem);
    throw error;
  }
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  return success({ files, totalBytes, size, digest: contentDigest(files) });
}

function entryOptions(file: SelectedFile) {
  return {
    mtime: new Date(1980, 0, 1),
    mode: file.isExecutable ? 0o100755 : 0o100644,
    forceDosTimestamp: true,
    compress: file.size > 0,
  };
}

async function readUnchanged(folder: SkillFolder, file: SelectedFile): Promise<Result<Uint8Array>> {
  try {
    const bytes = await folder.read(file.source);
    const facts = await folder.facts(file.source);
    const isSame = bytes.length === file.size && facts.changedAt === file.changedAt;
    return isSame ? success(bytes) : failed({ kind: 'changed-meanwhile', path: file.path });
  } catch (error) {
    return failed(readFailure(file.path, error));
  }
}
