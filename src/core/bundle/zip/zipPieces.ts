import zlib from 'node:zlib';
import type { Failure } from '../../failure/failure.ts';
import { listedFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { type BundleFile, digestBytes } from '../bundleFile.ts';
import type { SelectedFile } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import { deflated } from './deflated.ts';
import { ReusedMemory } from './reusedMemory.ts';
import { directoryRecord, endRecord, localHeader, type ZipEntry } from './zipRecords.ts';

/** How much content is read and deflated ahead of what is written, in bytes; a larger file waits alone. */
const windowBytes = 8 * 1024 * 1024;

/** As many files at most: deflating one takes a quarter of a megabyte besides its content, and threads are few. */
const maxAhead = 16;

export interface ZippedFolder {
  readonly folder: SkillFolder;
  readonly files: readonly SelectedFile[];
  readonly topFolder: string;
  /** Is told of each file that was read, in order. */
  onFile(file: BundleFile): void;
}

/** Why there are no more pieces. */
export class ZipStopped extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** A file that was read, digested and deflated. */
interface ReadyFile {
  readonly file: BundleFile;
  readonly entry: ZipEntry;
  readonly content: Uint8Array;
}

/**
 * The bytes of a zip of these files, piece by piece. While one piece is written, those that follow are read and
 * deflated, on as many threads as Node has for that. Throws a `ZipStopped` where a file cannot be read or has changed.
 */
export async function* zipPieces(zipped: ZippedFolder): AsyncGenerator<Uint8Array> {
  const { files, onFile } = zipped;
  const ahead: { readonly size: number; readonly ready: Promise<Result<ReadyFile, Failure>> }[] = [];
  const directory: Buffer[] = [];
  const memory = new ReusedMemory();
  let next = 0;
  let held = 0;
  let offset = 0;
  for (;;) {
    for (let file = files[next]; file; file = files[next]) {
      if (ahead.length === maxAhead || (ahead.length > 0 && held + file.size > windowBytes)) {
        break;
      }
      held += file.size;
      ahead.push({ size: file.size, ready: makeReady(zipped, file, memory) });
      next++;
    }
    const first = ahead.shift();
    if (!first) {
      break;
    }
    const ready = await first.ready;
    if (!ready.ok) {
      throw new ZipStopped(ready.failure);
    }
    const { file, entry, content } = ready.value;
    onFile(file);
    const header = localHeader(entry);
    yield header;
    yield content;
    directory.push(directoryRecord(entry, offset));
    offset += header.length + content.length;
    held -= first.size;
  }
  const records = Buffer.concat(directory);
  yield records;
  yield endRecord(files.length, records.length, offset);
}

async function makeReady(
  { folder, topFolder }: ZippedFolder,
  file: SelectedFile,
  memory: ReusedMemory,
): Promise<Result<ReadyFile, Failure>> {
  const read = await readUnchanged(folder, file, size => memory.take(size));
  if (!read.ok) {
    return read;
  }
  const bytes = read.value;
  const { path, size, isExecutable } = file;
  const { content, isDeflated } = await deflated(bytes);
  const entry = {
    path: `${topFolder}/${path}`,
    isExecutable,
    isDeflated,
    crc: zlib.crc32(bytes),
    size,
    packedSize: content.length,
  };
  const digest = digestBytes(bytes);
  if (isDeflated) {
    memory.giveBack(bytes);
  }
  return success({ file: { path, size, isExecutable, digest }, entry, content });
}

/** A file that is not as it was when it was selected, or that changes while it is read, would be half old, half new. */
async function readUnchanged(
  folder: SkillFolder,
  file: SelectedFile,
  offered: (size: number) => Buffer,
): Promise<Result<Uint8Array, Failure>> {
  try {
    const bytes = await folder.read(file.source, undefined, offered);
    const { size, isExecutable, changedAt } = await folder.facts(file.source);
    const isSame =
      bytes.length === file.size &&
      size === file.size &&
      changedAt === file.changedAt &&
      isExecutable === file.isExecutable;
    return isSame ? success(bytes) : failed({ kind: 'changed-meanwhile', path: file.path });
  } catch (error) {
    return failed(listedFailure(file.path, error));
  }
}
