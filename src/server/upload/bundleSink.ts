import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/**
 * The bundle on its way to the disk. Writing never fails by itself: after the first failure, or beyond the limit,
 * everything is thrown away and `close` tells, so that a request can be read to its end and answered.
 */
export class BundleSink {
  readonly #file: FileHandle;
  readonly #limit: number;
  #size = 0;
  #failure: unknown;

  private constructor(file: FileHandle, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  /** Makes the file; `limit` in bytes. */
  static async open(path: string, limit: number): Promise<BundleSink> {
    return new BundleSink(await open(path, 'wx'), limit);
  }

  get isOverLimit(): boolean {
    return this.#size > this.#limit;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#size += chunk.length;
    if (this.#failure !== undefined || this.isOverLimit) {
      return;
    }
    try {
      await this.#file.appendFile(chunk);
    } catch (error) {
      this.#failure = error;
    }
  }

  /** Waits until the disk has it. Throws what a write failed with. */
  async close(): Promise<void> {
    try {
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      await this.#file.sync();
    } finally {
      await this.#file.close();
    }
  }

  /** Closes without any promise about the content. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
  }
}
