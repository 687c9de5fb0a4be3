import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import type { BundleSink } from './bundleSink.ts';

/** Nothing of a folder's files is told but their content. */
const entryOptions = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** Packs files into a zip in the order in which they arrive, while they arrive. */
export class FolderPacker {
  readonly #zip = new ZipFile();
  readonly #output: PassThrough = new PassThrough();
  readonly #written: Promise<void>;

  constructor(sink: BundleSink) {
    this.#zip.outputStream.pipe(this.#output);
    this.#written = pour(this.#output, sink);
    // Awaited in `finish`; after `abandon` nobody asks.
    this.#written.catch(() => undefined);
  }

  /** Adds a file; `path` is relative and has been checked. */
  add(path: string): { write(chunk: Uint8Array): Promise<void>; end(): void } {
    const content = new PassThrough();
    this.#zip.addReadStream(content, path, entryOptions);
    return {
      write: async chunk => {
        if (!content.write(chunk)) {
          await once(content, 'drain');
        }
      },
      end: () => content.end(),
    };
  }

  async finish(): Promise<void> {
    this.#zip.end();
    await this.#written;
  }

  abandon(): void {
    this.#output.destroy();
  }
}

async function pour(output: AsyncIterable<Uint8Array>, sink: BundleSink): Promise<void> {
  for await (const chunk of output) {
    await sink.write(chunk);
  }
}
