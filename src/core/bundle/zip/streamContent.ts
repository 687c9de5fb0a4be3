import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Entry, LocalFileHeader, ZipFile } from 'yauzl';
import { BundleError, badArchive } from './bundleError.ts';

/** A size in the header of a large file that stands for "see the zip64 field". */
const inZip64Field = 0xffffffff;

/** Bits of the flags that must be the same in both headers: encryption, patch, and "sizes follow the content". */
const meaningfulFlags = 0b10_0000_0110_1001;

/** An entry's content, checked while it is read: throws a `BundleError` that names the entry. */
export async function* streamContent(
  zip: ZipFile,
  entry: Entry,
  path: string,
): AsyncGenerator<Uint8Array, void> {
  let checksum = 0;
  try {
    const header = await zip.readLocalFileHeaderPromise(entry);
    if (!isSameEntry(entry, header)) {
      refuse(path, 'is described in two ways that contradict each other');
    }
    for await (const chunk of await openContent(zip, entry, header.fileDataStart)) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof BundleError || !(error instanceof Error)) {
      throw error;
    }
    throw new BundleError(badArchive(path, `is damaged (${error.message})`));
  }
  if (checksum !== entry.crc32) {
    refuse(path, 'is damaged: its checksum is not that of its content');
  }
}

function isSameEntry(entry: Entry, header: LocalFileHeader): boolean {
  const isSized = (entry.generalPurposeBitFlag & 0b1000) === 0;
  const isEqual = (local: number, central: number) => local === central || local === inZip64Field;
  return (
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    ((header.generalPurposeBitFlag ^ entry.generalPurposeBitFlag) & meaningfulFlags) === 0 &&
    (!isSized ||
      (header.crc32 === entry.crc32 &&
        isEqual(header.compressedSize, entry.compressedSize) &&
        isEqual(header.uncompressedSize, entry.uncompressedSize)))
  );
}

function openContent(zip: ZipFile, entry: Entry, start: number): Promise<Readable> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  return new Promise((resolve, reject) => {
    const isDeflated = compressionMethod === 8;
    const done = (error: Error | null, stream: Readable) => {
      if (error) {
        reject(error);
      } else {
        resolve(stream);
      }
      // A second error may come after the reader has left with the first.
      stream?.on('error', () => undefined);
    };
    zip.openReadStreamLowLevel(start, compressedSize, 0, compressedSize, isDeflated, uncompressedSize, done);
  });
}

function refuse(path: string, why: string): never {
  throw new BundleError(badArchive(path, why));
}
