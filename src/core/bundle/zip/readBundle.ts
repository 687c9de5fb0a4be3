import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { Failure } from '../../failure/failure.ts';
import { repositoryProblem } from '../../text/fileNames.ts';
import { NameSet } from '../../text/nameSet.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { BlobReader } from './blobReader.ts';
import { BundleError, badArchive } from './bundleError.ts';
import { type BundleLimits, bundleLimits, inflatedLimit } from './bundleLimits.ts';
import { directoryProblem } from './checkDirectory.ts';
import { decodeName, displayName, entryProblem } from './entryCheck.ts';
import { streamContent } from './streamContent.ts';

/** How each entry of an archive's directory begins. */
const entrySignature = Buffer.from('PK\x01\x02');

/** A file in an archive. */
export interface BundleEntry {
  /** The whole path in the archive with `/`, top folder included; safe to unpack. */
  readonly path: string;
  /** Bytes, uncompressed, as the archive says; reading fails when that is a lie. */
  readonly size: number;
  readonly compressedSize: number;
  readonly isExecutable: boolean;
}

/** An archive whose directory has been read and found safe. It holds no resource but the Blob. */
export interface OpenBundle {
  /** The files, in the archive's order; directories are only checked. */
  readonly entries: readonly BundleEntry[];
  /**
   * A file's content. Throws a `BundleError` when it is not what the directory said: what was yielded before must
   * then not be used.
   */
  stream(entry: BundleEntry): AsyncIterable<Uint8Array>;
}

export interface OpenOptions {
  readonly limits?: BundleLimits;
  /**
   * The bundle is looked into and nothing of it written to a disk. Then it may hold a Git repository: that somebody
   * wanted to plant one is to be seen. Whatever unpacks, packs or stores leaves this away.
   */
  readonly isOnlyRead?: boolean;
}

/**
 * Opens a zip that may be hostile, and reads and checks its directory: nothing of the content is read yet, and the
 * archive is not held in memory. Fails as `bad-archive`, naming the entry, or `unreadable`.
 */
export async function openBundle(
  archive: Blob,
  { limits = bundleLimits, isOnlyRead = false }: OpenOptions = {},
): Promise<Result<OpenBundle, Failure>> {
  try {
    const zip = await openZip(archive, limits);
    const found = await readDirectory(zip, archive, { limits, isOnlyRead });
    const stream = (file: BundleEntry) => {
      const entry = found.get(file);
      if (!entry) {
        throw new Error('The entry is of another bundle.');
      }
      return streamContent(zip, entry, file.path);
    };
    return success({ entries: [...found.keys()], stream });
  } catch (error) {
    if (error instanceof BundleError) {
      return failed(error.failure);
    }
    throw error;
  }
}

/** Reads a file of a bundle whole. Fails as `bad-archive` or `unreadable`. */
export async function readEntry(
  bundle: OpenBundle,
  entry: BundleEntry,
): Promise<Result<Uint8Array, Failure>> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of bundle.stream(entry)) {
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BundleError) {
      return failed(error.failure);
    }
    throw error;
  }
  return success(Buffer.concat(chunks));
}

async function openZip(archive: Blob, limits: BundleLimits): Promise<ZipFile> {
  let zip: ZipFile;
  try {
    // Names are decoded by us: yauzl would take some for CP437 and stop at others without naming them.
    const options = { decodeStrings: false, autoClose: false };
    zip = await fromRandomAccessReaderPromise(new BlobReader(archive), archive.size, options);
  } catch (error) {
    throw damaged(null, 'is no zip, or only a part of one', error);
  }
  if (zip.entryCount > limits.entries) {
    throw new BundleError(
      badArchive(null, `says that it has ${zip.entryCount} entries, and ${limits.entries} is the most`),
    );
  }
  return zip;
}

async function readDirectory(
  zip: ZipFile,
  archive: Blob,
  options: Required<OpenOptions>,
): Promise<Map<BundleEntry, Entry>> {
  const { limits } = options;
  const found = new Map<BundleEntry, Entry>();
  const names = new NameSet();
  const all: string[] = [];
  const ranges: DataRange[] = [];
  const directoryStart = cursorOf(zip);
  let next = directoryStart;
  let totalBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = checkedName(entry, names, options);
      all.push(name);
      ranges.push(rangeOf(entry, name));
      totalBytes += entry.uncompressedSize;
      if (totalBytes > limits.totalBytes) {
        refuse(name, `makes the bundle unpack to more than ${limits.totalBytes} bytes`);
      }
      if (!name.endsWith('/')) {
        found.set(toBundleEntry(entry, name), withoutBallast(entry));
      }
      next = cursorOf(zip);
    }
  } catch (error) {
    throw damaged(await nameAt(archive, next), 'is damaged in the directory', error);
  }
  if (totalBytes > inflatedLimit(archive.size, limits)) {
    refuse(null, `unpacks to ${totalBytes} bytes, more than ${limits.ratio} times its size`);
  }
  const problem = options.isOnlyRead ? null : repositoryProblem(all);
  if (problem) {
    refuse(problem.path, problem.because);
  }
  checkRanges(ranges, directoryStart);
  const lie = await directoryProblem(archive, {
    start: directoryStart,
    end: cursorOf(zip),
    entries: zip.entryCount,
  });
  if (lie !== null) {
    refuse(null, lie);
  }
  return found;
}

function checkedName(entry: Entry, names: NameSet, { limits, isOnlyRead }: Required<OpenOptions>): string {
  const name = decodeName(entry);
  if (name === null) {
    return refuse(displayName(entry), 'has a name that is not UTF-8');
  }
  const isDirectory = name.endsWith('/');
  const problem =
    entryProblem(entry, name, { limits, names: { isGitAllowed: isOnlyRead } }) ??
    names.add(name.replace(/\/$/, ''), isDirectory);
  return problem === null ? name : refuse(name, problem);
}

/** Where an entry's header and content are in the archive, at least. Bytes. */
interface DataRange {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function rangeOf(entry: Entry, name: string): DataRange {
  const start = entry.relativeOffsetOfLocalHeader;
  return { name, start, end: start + 30 + entry.fileNameRaw.length + entry.compressedSize };
}

/** Entries that share content are how a small archive unpacks to petabytes. */
function checkRanges(ranges: readonly DataRange[], directoryStart: number): void {
  let previous: DataRange | null = null;
  for (const range of ranges.toSorted((left, right) => left.start - right.start)) {
    if (range.end > directoryStart) {
      refuse(range.name, 'reaches beyond the content of the bundle');
    }
    if (previous && range.start < previous.end) {
      refuse(range.name, `has content in common with "${previous.name}"`);
    }
    previous = range;
  }
}

/** The name of the directory's entry at a position, which yauzl does not tell of an entry that it cannot read. */
async function nameAt(archive: Blob, position: number): Promise<string | null> {
  const record = Buffer.from(await archive.slice(position, position + 46 + 0xffff).arrayBuffer());
  if (record.length < 46 || !record.subarray(0, 4).equals(entrySignature)) {
    return null;
  }
  return record.subarray(46, 46 + record.readUInt16LE(28)).toString('utf8');
}

function toBundleEntry(entry: Entry, path: string): BundleEntry {
  const { uncompressedSize: size, compressedSize, externalFileAttributes } = entry;
  return { path, size, compressedSize, isExecutable: ((externalFileAttributes >>> 16) & 0o111) !== 0 };
}

/** Drops what an entry may carry by the 64 KB, and the buffer that its name is a part of. */
function withoutBallast(entry: Entry): Entry {
  const nothing = Buffer.alloc(0);
  return Object.assign(entry, {
    fileNameRaw: Buffer.from(entry.fileNameRaw),
    extraFields: [],
    extraFieldRaw: nothing,
    fileCommentRaw: nothing,
    fileComment: nothing,
    fileName: nothing,
    comment: nothing,
  });
}

/** Where yauzl reads the directory next; declared wrongly in its types. */
function cursorOf(zip: ZipFile): number {
  return Number(zip.readEntryCursor);
}

function refuse(entry: string | null, why: string): never {
  throw new BundleError(badArchive(entry, why));
}

/** Turns what yauzl threw into a refusal. */
function damaged(entry: string | null, why: string, error: unknown): BundleError {
  if (error instanceof BundleError) {
    return error;
  }
  if (!(error instanceof Error)) {
    throw error;
  }
  return new BundleError(badArchive(entry, `${why} (${error.message})`));
}
