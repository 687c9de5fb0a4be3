import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a folder that every later run finds; resolves to its path. `make` fills a folder of its own beside it, which
 * then takes the place by one rename: any number of processes may do this at once, and the first one's copy stays.
 */
export async function installOnce(folder: string, make: (partial: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) {
    return folder;
  }
  await mkdir(dirname(folder), { recursive: true });
  await removeAbandoned(folder);
  const partial = await mkdtemp(`${folder}${infix}${process.pid}-`);
  try {
    await make(partial);
    await moveIntoPlace(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true, maxRetries: 3 });
  }
  return folder;
}

const infix = '.partial-';

async function moveIntoPlace(partial: string, folder: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

/** What processes were at work on when they were killed. */
async function removeAbandoned(folder: string): Promise<void> {
  const start = basename(folder) + infix;
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(start) && !isRunning(Number.parseInt(name.slice(start.length), 10))) {
      await rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
