import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { parseWorkDirectoryName, workDirectoryName } from '../../core/published/workDirectoryName.ts';
import { readRegularFile } from './readRegularFile.ts';
import { isAlive } from './system.ts';

/**
 * The directory beside a folder in which its successor is made, `.NAME.skillwright-PID-RANDOM`. On the same volume,
 * so that moving between the two is one step. It holds `new`, and while the two change places `old`.
 */
export interface WorkDirectory {
  readonly path: string;
  readonly successor: string;
  readonly predecessor: string;
  /** Where the predecessor goes, once the successor is in place; null when there is none. */
  readonly backup: string | null;
  /** The topmost of the directories above that had to be made, or null. */
  readonly madeParent: string | null;
}

/** Says where the predecessor goes; empty when it goes nowhere. By it a work directory is also found. */
const backupNote = 'backup';

/** It holds one path; systems take at most 4,096 bytes, Windows 32,767 characters. */
const maxNoteBytes = 131_072;

/** Makes an empty work directory for `target`, and the directories above it. Rejects with a system error. */
export async function createWorkDirectory(target: string, backup: string | null): Promise<WorkDirectory> {
  const own = { folder: basename(target), pid: process.pid };
  const path = join(dirname(target), workDirectoryName(own, randomBytes(4).toString('hex')));
  const madeParent = (await mkdir(dirname(target), { recursive: true })) ?? null;
  const work = workDirectory(path, backup, madeParent);
  try {
    await mkdir(path, { mode: 0o700 });
    await writeFile(join(path, backupNote), backup ?? '', { flush: true });
    return work;
  } catch (error) {
    await removeWorkDirectory(work);
    throw error;
  }
}

/** The work directories of a folder that were left by processes that are no more. Links are none of ours. */
export async function findAbandoned(target: string): Promise<readonly WorkDirectory[]> {
  const names = await directoriesIn(dirname(target));
  const own = names.filter(name => {
    const work = parseWorkDirectoryName(name);
    return work?.folder === basename(target) && !isAlive(work.pid);
  });
  return Promise.all(
    own.map(async name => {
      const path = join(dirname(target), name);
      return workDirectory(path, await readBackupNote(path), null);
    }),
  );
}

/** Removes it, and those directories above it that were made for it and are empty. */
export async function removeWorkDirectory(work: WorkDirectory): Promise<void> {
  await rm(work.path, { recursive: true, force: true, maxRetries: 3 });
  if (work.madeParent === null) {
    return;
  }
  try {
    for (let at = dirname(work.path); at.length >= work.madeParent.length; at = dirname(at)) {
      await rmdir(at);
    }
  } catch (error) {
    // Not empty, as it should be where all went well.
    if (systemErrorCode(error) === null) {
      throw error;
    }
  }
}

function workDirectory(path: string, backup: string | null, madeParent: string | null): WorkDirectory {
  return { path, successor: join(path, 'new'), predecessor: join(path, 'old'), backup, madeParent };
}

async function readBackupNote(path: string): Promise<string | null> {
  try {
    const options = { maxBytes: maxNoteBytes, isLinkFollowed: false };
    return (await readRegularFile(join(path, backupNote), options)).toString('utf8') || null;
  } catch (error) {
    if (systemErrorCode(error) !== null) {
      // None, or something that we did not write: such a folder may have come from anywhere.
      return null;
    }
    throw error;
  }
}

async function directoriesIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
