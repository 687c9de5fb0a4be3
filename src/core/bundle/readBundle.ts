import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { type ArchiveFailure, failed, type Result, success } from '../failure.ts';
import type { BundleFile } from './bundleFile.ts';
import { contentDigest, digestBytes } from './digest.ts';

/** What an archive may hold at most. Bytes are uncompressed. */
export interface BundleLimits {
  readonly entries: number;
  readonly totalBytes: number;
  readonly fileBytes: number;
  /** Uncompressed to compressed, for files of more than 1 MB. */
  readonly ratio: number;
}

/** Room for every bundle that a registry takes: the widest published limits, and twice as many files. */
export const defaultBundleLimits: BundleLimits = {
  entries: 1_000,
  totalBytes: 256 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
  ratio: 1_100,
};

/** A file in an archive. */
export interface BundleEntry {
  /** The whole path in the archive with `/`, top folder included; safe to unpack. */
  readonly path: string;
  /** Bytes, uncompressed, as the archive says; reading fails when that is a lie. */
  readonly size: number;
  readonly compressedSize: number;
  readonly isExecutable: boolean;
}

/** An archive whose directory has been read and found safe. */
export interface OpenBundle {
  readonly entries: readonly BundleEntry[];
  /** Throws an `ArchiveError` when the content is not what the directory said. */
  stream(entry: BundleEntry): AsyncIterable<Uint8Array>;
}

/** What reading an archive's content throws; carries the failure to be returned. */
export class ArchiveError extends Error {
  readonly failure: ArchiveFailure;

  constructor(failure: ArchiveFailure) {
    super(failure.why);
    this.failure = failure;
  }
}

/** Opens a zip that may be hostile and reads its directory. Fails as `bad-archive`. */
export async function openBundle(
  archive: Blob,
  limits: BundleLimits = defaultBundleLimits,
): Promise<Result<OpenBundle>> {
  try {
    const zip = await fromBufferPromise(Buffer.from(await archive.arrayBuffer()), {
      strictFileNames: true,
    });
    const found = new Map<BundleEntry, Entry>();
    for await (const entry of zip.eachEntry()) {
      if (found.size >= limits.entries)
        return failed(bad(null, `it has more than ${limits.entries} entries`));
      if (entry.fileName.endsWith('/')) continue;
      found.set(toBundleEntry(entry), entry);
    }
    const stream = (entry: BundleEntry) => streamEntry(zip, found.get(entry));
    return success({ entries: [...found.keys()], stream });
  } catch (error) {
    return failed(bad(null, error instanceof Error ? error.message : 'it is not a zip'));
  }
}

/** Reads a file of a bundle whole. Fails as `bad-archive`. */
export async function readEntry(bundle: OpenBundle, entry: BundleEntry): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of bundle.stream(entry)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof ArchiveError) return failed(error.failure);
    throw error;
  }
  return success(Buffer.concat(chunks));
}

/** The files of a bundle without its top folder, and the content digest. Fails as `bad-archive`. */
export async function digestBundle(
  bundle: OpenBundle,
): Promise<Result<{ readonly files: readonly BundleFile[]; readonly digest: string }>> {
  const files: BundleFile[] = [];
  for (const entry of bundle.entries) {
    const bytes = await readEntry(bundle, entry);
    if (!bytes.ok) return bytes;
    const path = entry.path.slice(entry.path.indexOf('/') + 1);
    files.push({
      path,
      size: entry.size,
      isExecutable: entry.isExecutable,
      digest: digestBytes(bytes.value),
    });
  }
  return success({ files, digest: contentDigest(files) });
}

async function* streamEntry(zip: ZipFile, entry: Entry | undefined): AsyncIterable<Uint8Array> {
  if (!entry) throw new Error('The entry is of another bundle.');
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    yield* stream;
  } catch (error) {
    throw new ArchiveError(bad(entry.fileName, error instanceof Error ? error.message : 'it cannot be read'));
  }
}

function toBundleEntry(entry: Entry): BundleEntry {
  const { fileName: path, uncompressedSize: size, compressedSize } = entry;
  return { path, size, compressedSize, isExecutable: ((entry.externalFileAttributes >>> 16) & 0o111) !== 0 };
}

function bad(entry: string | null, why: string): ArchiveFailure {
  return { kind: 'bad-archive', entry, why };
}
