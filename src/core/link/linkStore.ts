import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { LinkFile } from './linkFile.ts';
import type { SentUpload } from './sentUpload.ts';

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
   * Keeps this person's other windows and processes from publishing to the same skill of the same registry, until
   * `release`. Waits while somebody else has the turn; fails with `busy` when that takes too long, `cancelled` on
   * abort.
   */
  takeTurn(what: ContestedSkill, signal?: AbortSignal): Promise<Result<Turn, Failure>>;
  /** What was sent from the folder to the registry and may still arrive, oldest first. */
  readSent(folder: string, registryKey: string): Promise<readonly SentUpload[]>;
  /** Keeps that in mind, for this person on this machine; what cannot be kept is forgotten. */
  writeSent(folder: string, registryKey: string, sent: readonly SentUpload[]): Promise<void>;
}

/** What publishers take turns for. */
export interface ContestedSkill {
  /** What the person calls the skill, to be told who is busy. */
  readonly folder: string;
  readonly registryKey: string;
  /** The remote skill's id; for a new one its name. */
  readonly skill: string;
}

/** Held until `release`, which may be called more than once. */
export interface Turn {
  /** Who had it before did not give it back: a process that died, or that stands still and may go on. */
  readonly tookOver: boolean;
  /** False when it was lost: a process that stood still for long is taken for dead. To be asked right before acting. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

/** Where a skill's link to one registry is kept: the store, and what the skill is called in it. */
export interface LinkPlace {
  readonly store: LinkStore;
  readonly folder: string;
}
