import { readBlob } from './blobReader.ts';

/**
 * An archive's directory and its end say the same thing several times, and programs differ in what they believe: of one
 * that contradicts itself, another program would unpack other files than those that were looked at here. The numbers are
 * those of the zip format's specification (APPNOTE 6.3.10, 4.3.12 to 4.3.16).
 */
const entrySignature = 0x02014b50;
const entryBytes = 46;
const endSignature = 0x06054b50;
const endBytes = 22;
const zip64Signature = 0x06064b50;
const zip64Bytes = 56;
const locatorSignature = 0x07064b50;
const locatorBytes = 20;

/** The longest comment behind the end, in bytes. */
const maxComment = 0xffff;

/** The longest directory that is read, in bytes: 5,000 entries with the longest paths that are unpacked take 5 MB. */
const maxDirectory = 16 * 2 ** 20;

/** What an archive's directory was found to be: where it lies, in bytes, and how many entries it has. */
export interface FoundDirectory {
  readonly start: number;
  readonly end: number;
  readonly entries: number;
}

/**
 * What an archive says about its directory that is not so, as the end of a sentence that begins with "The bundle"; null
 * where all of it is true. Rejects when the Blob cannot be read.
 */
export async function directoryProblem(archive: Blob, found: FoundDirectory): Promise<string | null> {
  const { start, end } = found;
  if (end - start > maxDirectory) {
    return `has a directory of more than ${maxDirectory / 2 ** 20} MB`;
  }
  const tail = await bytesOf(archive, end, end + zip64Bytes + locatorBytes + endBytes + maxComment + 1);
  return (
    (await endProblem(archive, found, tail)) ??
    entriesProblem(await bytesOf(archive, start, end), found.entries)
  );
}

/** Nothing may lie between the directory and its end but the records of zip64; those must say the same. */
async function endProblem(archive: Blob, found: FoundDirectory, tail: Buffer): Promise<string | null> {
  const isZip64 = hasSignature(tail, 0, zip64Signature);
  const at = isZip64 ? zip64Bytes + locatorBytes : 0;
  if (hasSignature(tail, 0, entrySignature)) {
    return 'has more entries than it says';
  }
  if (!hasSignature(tail, at, endSignature) || tail.length !== at + endBytes + tail.readUInt16LE(at + 20)) {
    return 'has something between its directory and its end';
  }
  if (isZip64) {
    return zip64Problem(tail, found) ?? shortProblem(tail.subarray(at), found, true);
  }
  // A comment of the last entry can look like the record that leads to another directory.
  const before = await bytesOf(archive, found.end - locatorBytes, found.end);
  return hasSignature(before, 0, locatorSignature)
    ? 'has something between its directory and its end'
    : shortProblem(tail, found, false);
}

function shortProblem(
  record: Buffer,
  { start, end, entries }: FoundDirectory,
  isZip64: boolean,
): string | null {
  // In an archive with zip64 records, the highest number means "see there".
  const says = (offset: number, bytes: 2 | 4, truth: number) => {
    const said = record.readUIntLE(offset, bytes);
    return said === truth || (isZip64 && said === 2 ** (8 * bytes) - 1);
  };
  if (!says(4, 2, 0) || !says(6, 2, 0)) {
    return 'says that it is a part of several disks';
  }
  if (!says(8, 2, entries) || !says(10, 2, entries)) {
    return 'says two different numbers of entries';
  }
  return says(12, 4, end - start) && says(16, 4, start) ? null : 'says that its directory is somewhere else';
}

function zip64Problem(tail: Buffer, { start, end, entries }: FoundDirectory): string | null {
  const locator = tail.subarray(zip64Bytes);
  if (!hasSignature(locator, 0, locatorSignature) || locator.readUInt32LE(16) > 1) {
    return 'says that it is a part of several disks';
  }
  const long = (offset: number) => Number(tail.readBigUInt64LE(offset));
  if (tail.readUInt32LE(16) !== 0 || tail.readUInt32LE(20) !== 0 || locator.readUInt32LE(4) !== 0) {
    return 'says that it is a part of several disks';
  }
  if (long(24) !== entries || long(32) !== entries) {
    return 'says two different numbers of entries';
  }
  const isTrue =
    long(4) === zip64Bytes - 12 &&
    long(40) === end - start &&
    long(48) === start &&
    Number(locator.readBigUInt64LE(8)) === end;
  return isTrue ? null : 'says that its directory is somewhere else';
}

/** Walks through the entries by their own lengths, as other programs do. */
function entriesProblem(directory: Buffer, entries: number): string | null {
  let at = 0;
  for (let count = 0; count < entries; count++) {
    if (!hasSignature(directory, at, entrySignature) || at + entryBytes > directory.length) {
      return 'is damaged in the directory';
    }
    if (directory.readUInt16LE(at + 34) !== 0) {
      return 'says that one of its entries is on another disk';
    }
    const lengths = [28, 30, 32].map(offset => directory.readUInt16LE(at + offset));
    at += lengths.reduce((sum, length) => sum + length, entryBytes);
  }
  return at === directory.length ? null : 'is damaged in the directory';
}

function hasSignature(bytes: Buffer, at: number, signature: number): boolean {
  return at + 4 <= bytes.length && bytes.readUInt32LE(at) === signature;
}

function bytesOf(archive: Blob, start: number, end: number): Promise<Buffer> {
  return readBlob(archive.slice(Math.max(0, start), Math.min(end, archive.size)));
}
