import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { unlessRefused } from '../../core/failure/systemError.ts';

/** Never waits for the other end of a pipe, nor makes a terminal of a device. Windows has neither. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** A disk that takes longer for a small file is none that anybody works on, in ms. */
const maxWait = 10_000;

interface OpenOptions {
  /** A larger file is not read at all. */
  readonly maxBytes: number;
  /** False where a link in the file's place counts as something else, as it does for Git's own files. */
  readonly isLinkFollowed?: boolean | undefined;
  /** Where it is read to; new memory unless said. */
  readonly offered?: ((size: number) => Buffer) | undefined;
}

export interface RegularFileOptions extends OpenOptions {
  /** In ms; 10 s unless said. */
  readonly maxTime?: number;
}

/**
 * What is in a plain file that anybody may have put there: the one door through which files of a workspace and of what
 * surrounds a skill are read whole. A device or a pipe is not even opened, and what takes its place meanwhile is not
 * waited for. Rejects with a system error: as the system does, EFBIG for a file that is too large, EFTYPE for what is no
 * plain file, ETIMEDOUT for one that does not come.
 */
export async function readRegularFile(path: string, options: RegularFileOptions): Promise<Buffer> {
  const { maxTime = maxWait } = options;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(systemError('ETIMEDOUT', path)), maxTime);
  });
  try {
    return await Promise.race([read(path, options), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * As above, and nothing else happens in this process meanwhile; so there is no time after which it is given up. For
 * small files that takes a tenth of the work: the others are five calls, each of which wakes a thread and waits for it.
 */
export function readRegularFileNow(
  path: string,
  { maxBytes, isLinkFollowed = true, offered = Buffer.allocUnsafe }: OpenOptions,
): Buffer {
  refuse(path, isLinkFollowed ? statSync(path) : lstatSync(path), maxBytes);
  const file = openSync(path, isLinkFollowed ? flags : flags | (constants.O_NOFOLLOW ?? 0));
  try {
    const facts = fstatSync(file);
    refuse(path, facts, maxBytes);
    const bytes = offered(facts.size);
    let length = 0;
    while (length < facts.size) {
      const count = readSync(file, bytes, length, facts.size - length, length);
      if (count === 0) {
        break;
      }
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** As `readRegularFile`; null where there is none, or it is none that is read. */
export async function readIfRegular(path: string, options: RegularFileOptions): Promise<Buffer | null> {
  return unlessRefused(readRegularFile(path, options));
}

/** The text of such a file, or null. */
export async function readRegularText(path: string, options: RegularFileOptions): Promise<string | null> {
  const bytes = await readIfRegular(path, options);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

async function read(
  path: string,
  { maxBytes, isLinkFollowed, offered = Buffer.allocUnsafe }: RegularFileOptions,
): Promise<Buffer> {
  const { file, size } = await openRegularFile(path, { maxBytes, isLinkFollowed });
  try {
    const bytes = offered(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, size - length, length);
      if (bytesRead === 0) {
        break;
      }
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** Opens a plain file, for what is too large to be read whole; to be closed by the caller. Rejects as above. */
export async function openRegularFile(
  path: string,
  { maxBytes = Number.POSITIVE_INFINITY, isLinkFollowed = true }: Partial<OpenOptions> = {},
): Promise<{ readonly file: FileHandle; readonly size: number }> {
  // Opening some devices does something already.
  refuse(path, isLinkFollowed ? await stat(path) : await lstat(path), maxBytes);
  const file = await open(path, isLinkFollowed ? flags : flags | (constants.O_NOFOLLOW ?? 0));
  try {
    const facts = await file.stat();
    refuse(path, facts, maxBytes);
    return { file, size: facts.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function refuse(
  path: string,
  facts: { isFile(): boolean; isDirectory(): boolean; readonly size: number },
  maxBytes: number,
): void {
  if (facts.isDirectory()) {
    throw systemError('EISDIR', path);
  }
  if (!facts.isFile()) {
    throw systemError('EFTYPE', path);
  }
  if (facts.size > maxBytes) {
    throw systemError('EFBIG', path);
  }
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: '${path}'`), { code });
}
