import { failed, type Result, success } from '../../text/result.ts';
import type { TrackedPaths } from './gitView.ts';

/** Bytes of a path; longer ones no system takes. */
const maxPathBytes = 4096;

/** Bytes before an entry's object name: times, device, inode, mode, owner, group, size (gitformat-index(5)). */
const statBytes = 40;
const modeAt = 24;

/** Of the checksum at the end of an index, by the kind of hash. */
export type HashBytes = 20 | 32;

interface Entry {
  readonly path: string;
  /** A submodule, or a directory that a sparse index does not unfold: stands for all that is in it. */
  readonly isWhole: boolean;
  readonly isExecutable: boolean;
}

/**
 * Reads a Git index of version 2, 3 or 4, as gitformat-index(5) has it. Fails with the reason where it is of another
 * kind, split over two files, or not whole; never reads behind its end.
 */
export function readGitIndex(bytes: Buffer, hashBytes: HashBytes): Result<ListedPaths, string> {
  const end = bytes.length - hashBytes;
  if (end < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') {
    return failed('it is no index');
  }
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) {
    return failed(`its version ${version} is not known`);
  }
  const count = bytes.readUInt32BE(8);
  const entries: Entry[] = [];
  let at = 12;
  let name: Buffer = Buffer.alloc(0);
  for (let index = 0; index < count; index++) {
    const entry = readEntry(bytes, { at, end, hashBytes, version, previous: name });
    if (entry === null) {
      return failed('it is not whole');
    }
    ({ at, name } = entry);
    const { isWhole, isExecutable } = entry;
    entries.push({ path: name.toString('utf8').replace(/\/$/, ''), isWhole, isExecutable });
  }
  const why = extensionProblem(bytes, at, end);
  return why === null ? success(new IndexedPaths(entries)) : failed(why);
}

interface Place {
  readonly at: number;
  readonly end: number;
  readonly hashBytes: HashBytes;
  readonly version: number;
  readonly previous: Buffer;
}

function readEntry(
  bytes: Buffer,
  { at, end, hashBytes, version, previous }: Place,
): (Omit<Entry, 'path'> & { readonly at: number; readonly name: Buffer }) | null {
  const flagsAt = at + statBytes + hashBytes;
  if (flagsAt + 4 > end) {
    return null;
  }
  const mode = bytes.readUInt32BE(at + modeAt);
  const kind = mode >>> 12;
  const isExtended = version >= 3 && (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
  let nameAt = flagsAt + (isExtended ? 4 : 2);
  let kept: Buffer = Buffer.alloc(0);
  if (version === 4) {
    const cut = readOffset(bytes, nameAt, end);
    if (cut === null || cut.value > previous.length) {
      return null;
    }
    nameAt = cut.at;
    kept = previous.subarray(0, previous.length - cut.value);
  }
  const nameEnd = bytes.indexOf(0, nameAt);
  if (nameEnd === -1 || nameEnd >= end || kept.length + nameEnd - nameAt > maxPathBytes) {
    return null;
  }
  const rest = bytes.subarray(nameAt, nameEnd);
  // Entries before version 4 are filled up with one to eight zeros to a multiple of eight bytes.
  const next = version === 4 ? nameEnd + 1 : at + (((nameEnd - at) >> 3) + 1) * 8;
  return {
    at: next,
    name: kept.length > 0 ? Buffer.concat([kept, rest]) : rest,
    isWhole: kind === 0o16 || kind === 0o4,
    isExecutable: (mode & 0o111) !== 0,
  };
}

/** A number of variable width, as packs encode offsets: seven bits a byte, with one added before each further byte. */
function readOffset(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly value: number; readonly at: number } | null {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    if (at >= end || value > maxPathBytes) {
      return null;
    }
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, at };
}

/** Why the index cannot be understood by its entries alone; extensions whose names begin with a capital may be skipped. */
function extensionProblem(bytes: Buffer, start: number, end: number): string | null {
  for (let at = start; at < end; ) {
    if (at + 8 > end) {
      return 'it is not whole';
    }
    const signature = bytes.toString('latin1', at, at + 4);
    if (signature === 'link') {
      return 'it is split over two files';
    }
    if (signature !== 'sdir' && !/^[A-Z]/.test(signature)) {
      return 'it has an extension that is not known';
    }
    at += 8 + bytes.readUInt32BE(at + 4);
    if (at > end) {
      return 'it is not whole';
    }
  }
  return null;
}

/** What an index tracks, which can be held against what another one does. */
export interface ListedPaths extends TrackedPaths {
  /** All paths, each behind a zero, in the order of the index; those that stand for all below them end in a slash. */
  list(): string;
  /** The mode of a file that is tracked by itself; null of any other. */
  isExecutable(path: string): boolean | null;
}

class IndexedPaths implements ListedPaths {
  /** With whether each is executable. */
  readonly #files: ReadonlyMap<string, boolean>;
  readonly #whole: ReadonlySet<string>;
  readonly #directories = new Set<string>();

  constructor(entries: readonly Entry[]) {
    const files = entries.filter(({ isWhole }) => !isWhole);
    this.#files = new Map(files.map(({ path, isExecutable }) => [path, isExecutable]));
    this.#whole = new Set(entries.filter(({ isWhole }) => isWhole).map(({ path }) => path));
    for (const { path } of entries) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const directory = path.slice(0, end);
        if (this.#directories.has(directory)) {
          break;
        }
        this.#directories.add(directory);
      }
    }
  }

  list(): string {
    return [...this.#files.keys(), ...[...this.#whole].map(path => `${path}/`)]
      .map(path => `\0${path}`)
      .join('');
  }

  isExecutable(path: string): boolean | null {
    return this.#files.get(path) ?? null;
  }

  has(path: string, isDirectory: boolean): boolean {
    if (isDirectory ? this.#directories.has(path) : this.#files.has(path)) {
      return true;
    }
    return this.#whole.size > 0 && this.#isInWhole(path);
  }

  #isInWhole(path: string): boolean {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (this.#whole.has(path.slice(0, end))) {
        return true;
      }
    }
    return false;
  }
}
