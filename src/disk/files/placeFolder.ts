import { existsSync, renameSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { systemErrorCode, writeFailure } from '../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { isBelow, syncDirectory } from './system.ts';
import {
  createWorkDirectory,
  findAbandoned,
  removeWorkDirectory,
  type WorkDirectory,
} from './workDirectory.ts';

export interface PlaceOptions {
  /**
   * Where a folder that is in the way is moved to, on any volume. Without it, such a folder is the failure
   * `already-exists`. The backup itself must not exist yet.
   */
  readonly backup?: string;
}

/**
 * Makes a folder at `target` whole or not at all: `fill` writes it into a directory beside it, which then takes the
 * target's place. A process that is killed leaves the old folder or the new one; when it is killed in the instant
 * between moving the one away and the other in, `recoverFolder`, or the next call for this target, puts the old one
 * back. Nothing of a failure stays behind.
 *
 * Fails as `fill` does, or as `already-exists`, `unwritable`, `disk-full`.
 */
export async function placeFolder<T>(
  target: string,
  fill: (directory: string) => Promise<Result<T, Failure>>,
  options: PlaceOptions = {},
): Promise<Result<T, Failure>> {
  const backup = options.backup ?? null;
  try {
    await recoverFolder(target, backup === null ? null : dirname(dirname(backup)));
    if (existsSync(target) && backup === null) {
      return failed({ kind: 'already-exists', path: target });
    }
    if (backup !== null && existsSync(backup)) {
      return failed({ kind: 'already-exists', path: backup });
    }
    const work = await createWorkDirectory(target, backup);
    try {
      await mkdir(work.successor);
      const filled = await fill(work.successor);
      if (!filled.ok) {
        return filled;
      }
      const swapped = await swap(work, target);
      return swapped.ok ? filled : swapped;
    } finally {
      // Where not even the old folder could be put back, it is left where the next call finds it.
      if (!existsSync(work.predecessor)) {
        await removeWorkDirectory(work);
      }
    }
  } catch (error) {
    return failed(writeFailure(target, error));
  }
}

/** What became of what a killed process began. */
export type Recovered =
  /** The folder was away, and is as it was before. */
  | { readonly kind: 'put-back' }
  /** The new folder is in its place, and the one before it in the backup. */
  | { readonly kind: 'kept-backup'; readonly backup: string }
  /** Nothing had been moved yet; what was made so far is gone. */
  | { readonly kind: 'removed' };

/**
 * Ends what killed processes began at `target`. `backups` is the directory below which backups may be made, or null:
 * where a backup was to go is written in the work directory, which may have come from anywhere. One that names
 * another place stays as it is. Rejects with a system error.
 */
export async function recoverFolder(target: string, backups: string | null): Promise<readonly Recovered[]> {
  const done: Recovered[] = [];
  for (const work of await findAbandoned(target)) {
    const ended = await recover(work, target, backups);
    if (!ended) {
      continue;
    }
    await removeWorkDirectory(work);
    done.push(ended);
  }
  return done;
}

async function recover(
  work: WorkDirectory,
  target: string,
  backups: string | null,
): Promise<Recovered | null> {
  if (!existsSync(work.predecessor)) {
    return { kind: 'removed' };
  }
  if (!existsSync(target)) {
    await rename(work.predecessor, target);
    return { kind: 'put-back' };
  }
  const { backup } = work;
  if (backup === null || backups === null || !isBelow(backups, backup) || existsSync(backup)) {
    return null;
  }
  await keepBackup(work);
  return { kind: 'kept-backup', backup };
}

/** Fails as `already-exists` when a folder has come in the way that nobody said to replace. */
async function swap(work: WorkDirectory, target: string): Promise<Result<null, Failure>> {
  await syncDirectory(work.successor);
  const isReplaced = existsSync(target);
  if (isReplaced && work.backup === null) {
    return failed({ kind: 'already-exists', path: target });
  }
  // Synchronous, so that nothing comes between the two.
  if (isReplaced) {
    renameSync(target, work.predecessor);
  }
  try {
    renameSync(work.successor, target);
  } catch (error) {
    if (isReplaced) {
      renameSync(work.predecessor, target);
    }
    throw error;
  }
  const kept = isReplaced ? await keepBackupOrGoBack(work, target) : success(null);
  await syncDirectory(dirname(target));
  return kept;
}

async function keepBackupOrGoBack(work: WorkDirectory, target: string): Promise<Result<null, Failure>> {
  try {
    await keepBackup(work);
    return success(null);
  } catch (error) {
    renameSync(target, work.successor);
    renameSync(work.predecessor, target);
    const cause = systemErrorCode(error);
    if (cause === null) {
      throw error;
    }
    return failed({ kind: 'unwritable', path: work.backup ?? target, cause });
  }
}

/** Moves the predecessor to its backup, which is there whole or not at all; by copying where that is on another volume. */
async function keepBackup(work: WorkDirectory): Promise<void> {
  if (work.backup === null) {
    return;
  }
  await mkdir(dirname(work.backup), { recursive: true });
  try {
    await rename(work.predecessor, work.backup);
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') {
      throw error;
    }
    await copyWhole(work.predecessor, work.backup);
    await rm(work.predecessor, { recursive: true });
  }
}

async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    // What a killed process copied.
    await rm(partial, { recursive: true, force: true });
    await cp(from, partial, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}
