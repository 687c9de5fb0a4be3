import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { LinkFile } from './linkFile.ts';

/** A link file and the lock beside it; on disk `disk/link/linkFile.ts`. */
export interface LinkStore {
  /** The file's content; an empty one where there is no file. Fails where it is malformed or unreadable. */
  read(): Promise<Result<LinkFile, Failure>>;
  /**
   * Reads, changes and writes in one, atomically and not at the same time as anybody else, in this process or
   * another. A malformed file is never overwritten.
   */
  update(change: (file: LinkFile) => LinkFile): Promise<Result<LinkFile, Failure>>;
  /** Whether a skill is still in the folder; a link whose folder is gone may be one that moved. */
  exists(folder: string): Promise<boolean>;
  /**
   * Keeps other windows and processes from publishing the same skill to the same registry, until `release`.
   * Waits while somebody else holds it; fails with `busy` when that takes too long, `cancelled` on abort.
   */
  lock(folder: string, registryKey: string, signal?: AbortSignal): Promise<Result<Lock, Failure>>;
}

/** Held until `release`, which may be called more than once. */
export interface Lock {
  release(): Promise<void>;
}

/** Where a skill's link to one registry is kept: the store, and what the skill is called in it. */
export interface LinkPlace {
  readonly store: LinkStore;
  readonly folder: string;
}
