import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';

/** Where bundles are kept while they are reviewed, sent or looked into; on disk `disk/files/tempFiles.ts`. */
export interface TempFiles {
  /** Writes what the source yields. Whatever goes wrong, nothing is left behind. */
  store(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Result<TempFile, Failure>>;
}

export interface TempFile {
  /** Bytes. */
  readonly size: number;
  /** Backed by the file, so that it is streamed and not held in memory. Valid until `remove`. */
  blob(): Promise<Blob>;
  /** May be called more than once. */
  remove(): Promise<void>;
}
