import { Transform, type TransformCallback } from 'node:stream';

/** Bytes of a local header before the name. */
const headerBytes = 30;

/**
 * Passes a zip on as it is written, and counts: its bytes, and the entries that have gone through, each of which it
 * tells by the event `entry`. yazl keeps what it is given until it is written and cannot say how much that is; whoever
 * feeds it learns here when there is room for more.
 *
 * It expects what yazl makes of buffers: sizes in the local header, nothing behind the content.
 */
export class ZipMeter extends Transform {
  size = 0;
  entries = 0;
  /** Bytes of the current entry that are still to come, behind its header. */
  #rest = 0;
  #header = Buffer.alloc(0);
  #isInDirectory = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    let left = chunk;
    while (left.length > 0 && !this.#isInDirectory) {
      left = this.#take(left);
    }
    done(null, chunk);
  }

  /** Takes the next part of an entry, and returns what follows it. */
  #take(bytes: Buffer): Buffer {
    if (this.#rest > 0) {
      const taken = Math.min(this.#rest, bytes.length);
      this.#rest -= taken;
      if (this.#rest === 0) {
        this.#endEntry();
      }
      return bytes.subarray(taken);
    }
    const wanted = headerBytes - this.#header.length;
    this.#header = Buffer.concat([this.#header, bytes.subarray(0, wanted)]);
    if (this.#header.length === headerBytes || !isLocalHeader(this.#header)) {
      this.#startEntry();
    }
    return bytes.subarray(wanted);
  }

  #startEntry(): void {
    const header = this.#header;
    this.#header = Buffer.alloc(0);
    this.#isInDirectory = !isLocalHeader(header);
    if (this.#isInDirectory) {
      return;
    }
    this.#rest = header.readUInt32LE(18) + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (this.#rest === 0) {
      this.#endEntry();
    }
  }

  #endEntry(): void {
    this.entries += 1;
    this.emit('entry');
  }
}

/** Whether these bytes, at least one, may begin a local header; if not, the directory has begun. */
function isLocalHeader(bytes: Buffer): boolean {
  const signature = Buffer.from('PK\x03\x04');
  const known = bytes.subarray(0, 4);
  return known.equals(signature.subarray(0, known.length));
}
