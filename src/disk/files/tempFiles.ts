import { randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob, rmSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TempFile, TempFiles } from '../../core/bundle/tempFiles.ts';
import { systemErrorCode, writeFailure } from '../../core/failure/systemError.ts';
import { failed, success } from '../../core/text/result.ts';
import { usableDirectory } from './ownTemp.ts';

const prefix = 'bundle-';

/** A bundle that is older was left by a process that was killed: 24 hours in ms. */
const abandonedAfter = 86_400_000;

/** Temporary files, and a way to leave none behind whatever went wrong. */
export interface OwnTempFiles extends TempFiles {
  /** Removes those that nobody has removed. At once, for a process that is about to end. */
  removeRest(): void;
}

/** Keeps bundles as files in a directory that is made when needed and readable by its owner only. */
export function tempFiles(directory: string): OwnTempFiles {
  const open = new Set<string>();
  // Once: whoever reviews hundreds of skills has as many bundles waiting there.
  let making: Promise<string> | undefined;
  const make = async () => {
    const own = await usableDirectory(directory);
    await removeAbandoned(own);
    return own;
  };
  return {
    removeRest: () => {
      for (const path of open) {
        rmSync(path, { force: true });
      }
      open.clear();
    },
    async store(source, signal) {
      let path = directory;
      try {
        making ??= make();
        path = join(await making, `${prefix}${randomUUID()}.zip`);
        const own = path;
        open.add(own);
        return success(await write(own, source, signal, () => open.delete(own)));
      } catch (error) {
        making = undefined;
        if (signal?.aborted) {
          return failed({ kind: 'cancelled' });
        }
        return failed(writeFailure(path, error));
      }
    },
  };
}

async function write(
  path: string,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  onRemoved: () => void,
): Promise<TempFile> {
  const sink = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const file = new StoredFile(path, onRemoved);
  try {
    // A stream is not wrapped once more: that would keep a large chunk waiting in memory beside the next.
    const readable = source instanceof Readable ? source : Readable.from(source, { objectMode: false });
    await pipeline(readable, sink, signal ? { signal } : {});
    file.size = sink.bytesWritten;
    return file;
  } catch (error) {
    await file.remove();
    throw error;
  }
}

class StoredFile implements TempFile {
  readonly #path: string;
  readonly #onRemoved: () => void;
  size = 0;

  constructor(path: string, onRemoved: () => void) {
    this.#path = path;
    this.#onRemoved = onRemoved;
  }

  blob(): Promise<Blob> {
    return openAsBlob(this.#path, { type: 'application/zip' });
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
    this.#onRemoved();
  }
}

async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) {
      continue;
    }
    const path = join(directory, name);
    try {
      if (Date.now() - (await stat(path)).mtimeMs > abandonedAfter) {
        await rm(path, { force: true });
      }
    } catch (error) {
      // Another process was faster, or holds it still: no reason not to write the new one.
      if (systemErrorCode(error) === null) {
        throw error;
      }
    }
  }
}
