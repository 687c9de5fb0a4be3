import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { hasCode } from './system.ts';

/** What is asked of the disk for each folder there is, so that it counts how. */
export interface DiskLook {
  /** Where a path really is. Rejects with a system error. */
  realPath(path: string): Promise<string>;
  /** What is at a path, where a link is a link; null where nothing is. Rejects with another system error. */
  factsAt(path: string): Promise<Stats | null>;
}

/** Stops nobody meanwhile, as an editor needs it. */
export const waitingLook: DiskLook = {
  realPath: path => realpath(path),
  factsAt: path => unlessAbsent(() => lstat(path)),
};

/** Everything waits meanwhile, for a process that has nothing else to do: a fifth of the work. */
export const promptLook: DiskLook = {
  realPath: async path => realpathSync.native(path),
  // An error is dear to make, and most of what is asked for is not there.
  factsAt: path => unlessAbsent(async () => lstatSync(path, { throwIfNoEntry: false }) ?? null),
};

async function unlessAbsent(ask: () => Promise<Stats | null>): Promise<Stats | null> {
  try {
    return await ask();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}
