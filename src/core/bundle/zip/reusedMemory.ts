/** For which files it is offered, by their bytes: for a small one it is no gain, and a large one would hold much. */
const minBytes = 2 ** 14;
const maxBytes = 2 ** 20;

/**
 * Memory that one file after another is read into. The system takes as long to make new pages of it as to read a file
 * into them, and hundreds of files would wait there until it is collected.
 */
export class ReusedMemory {
  readonly #free: ArrayBuffer[] = [];
  readonly #taken = new Set<ArrayBufferLike>();

  /** So many bytes, with anything in them. */
  take(size: number): Buffer {
    if (size < minBytes || size > maxBytes) {
      return Buffer.allocUnsafe(size);
    }
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= size);
    const [found] = index === -1 ? [] : this.#free.splice(index, 1);
    // Rounded up, so that it is enough for the next file, too.
    const memory = found ?? new ArrayBuffer(2 ** Math.ceil(Math.log2(size)));
    this.#taken.add(memory);
    return Buffer.from(memory, 0, size);
  }

  /** Takes back what nobody looks at any more; what was not taken from here is left alone. */
  giveBack({ buffer }: Uint8Array): void {
    if (buffer instanceof ArrayBuffer && this.#taken.delete(buffer)) {
      this.#free.push(buffer);
    }
  }
}
