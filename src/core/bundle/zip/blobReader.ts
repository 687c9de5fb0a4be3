import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { RandomAccessReader } from 'yauzl';
import { BundleError } from './bundleError.ts';

/** Bytes that are read ahead: the directory of an archive is read in many small steps. */
const windowBytes = 65_536;

/** Lets yauzl read a Blob, which may be backed by a file, without holding it in memory. */
export class BlobReader extends RandomAccessReader {
  readonly #blob: Blob;
  #window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(blob: Blob) {
    super();
    this.#blob = blob;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readChunks(this.#blob.slice(start, end)), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#read(position, length).then(
      bytes => callback(null, bytes.copy(buffer, offset)),
      (error: Error) => callback(error),
    );
  }

  async #read(position: number, length: number): Promise<Buffer> {
    const { start, bytes } = this.#window;
    if (position < start || position + length > start + bytes.length) {
      const end = position + Math.max(length, windowBytes);
      this.#window = {
        start: position,
        bytes: await readBlob(this.#blob.slice(position, end)),
      };
    }
    const from = position - this.#window.start;
    return this.#window.bytes.subarray(from, from + length);
  }
}

/** A Blob's bytes. Throws a `BundleError` where the file behind it is gone. */
export async function readBlob(blob: Blob): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(blob)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* readChunks(blob: Blob): AsyncGenerator<Uint8Array> {
  try {
    yield* blob.stream() as ReadableStream<Uint8Array>;
  } catch (error) {
    // A file that was changed or removed since the Blob was made.
    if (!(error instanceof DOMException)) {
      throw error;
    }
    throw new BundleError({ kind: 'unreadable', path: 'the bundle', cause: error.name });
  }
}
