import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';
import { fileNameProblem, type NameOptions } from '../../text/fileNames.ts';
import type { BundleLimits } from './bundleLimits.ts';

/** Extra fields of the zip format that carry a name, a link or a file type. */
const unicodePathField = 0x7075;
const pkwareUnixField = 0x000d;
const asiUnixField = 0x756e;

/** The type bits of a Unix mode. */
const typeMask = 0o170000;
const regularFile = 0o100000;
const directory = 0o040000;
const symbolicLink = 0o120000;

/** An entry's name as written, for messages also when it is no valid UTF-8. */
export function displayName(entry: Entry): string {
  return entry.fileNameRaw.toString('utf8');
}

/**
 * An entry's name: that of the Unicode field when there is a valid one, otherwise the name itself, which is taken for
 * UTF-8 whether or not the entry says so. Null when it is not UTF-8.
 */
export function decodeName(entry: Entry): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    const field = entry.extraFields.find(({ id }) => id === unicodePathField)?.data;
    // The field is meant to be ignored when its checksum is not that of the name.
    const isValid =
      field && field.length > 5 && field[0] === 1 && field.readUInt32LE(1) === crc32(entry.fileNameRaw);
    return decoder.decode(isValid ? field.subarray(5) : entry.fileNameRaw);
  } catch {
    return null;
  }
}

/** Why an entry must not be unpacked, as the end of a sentence that begins with its name; null when it may be. */
export function entryProblem(
  entry: Entry,
  name: string,
  { limits, names }: { readonly limits: BundleLimits; readonly names: NameOptions },
): string | null {
  return (
    fileNameProblem(name.replace(/\/$/, ''), names) ??
    typeProblem(entry, name.endsWith('/')) ??
    encodingProblem(entry) ??
    sizeProblem(entry, name.endsWith('/'), limits)
  );
}

function typeProblem(entry: Entry, isDirectory: boolean): string | null {
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  const asi = entry.extraFields.find(({ id }) => id === asiUnixField)?.data;
  const asiType = asi && asi.length >= 6 ? asi.readUInt16LE(4) & typeMask : 0;
  if (type === symbolicLink || asiType === symbolicLink) {
    return 'is a symbolic link';
  }
  // Times, owner and group; what follows is the target of a link, or a device's numbers.
  const pkware = entry.extraFields.find(({ id }) => id === pkwareUnixField)?.data;
  if (pkware && pkware.length > 12) {
    return 'is a link or a device';
  }
  const expected = isDirectory ? directory : regularFile;
  for (const found of [type, asiType]) {
    if (found === 0 || found === expected) {
      continue;
    }
    if (found === directory || found === regularFile) {
      return 'is both a file and a folder';
    }
    return 'is a device, a pipe or a socket';
  }
  return null;
}

function encodingProblem(entry: Entry): string | null {
  // Bit 0: encrypted; bit 6: strongly; bit 13: its header is hidden. Bit 5: a patch of another file.
  if (entry.generalPurposeBitFlag & 0b10_0000_0100_0001) {
    return 'is encrypted';
  }
  if (entry.generalPurposeBitFlag & 0b10_0000) {
    return 'is a patch and no file';
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return `is compressed by method ${entry.compressionMethod}, and only deflate is supported`;
  }
  return null;
}

function sizeProblem(entry: Entry, isDirectory: boolean, limits: BundleLimits): string | null {
  const { uncompressedSize, compressedSize } = entry;
  if (isDirectory && uncompressedSize > 0) {
    return 'is a folder with content of its own';
  }
  if (uncompressedSize > limits.fileBytes) {
    return `unpacks to ${uncompressedSize} bytes, and ${limits.fileBytes} is the most for one file`;
  }
  if (entry.compressionMethod === 0 && uncompressedSize !== compressedSize) {
    return `is stored as it is, but has two sizes: ${compressedSize} and ${uncompressedSize} bytes`;
  }
  return null;
}
