import { lstat, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';

/** This user's directory for what may go away at any time. */
export function ownTemp(): string {
  return ownTempIn(tmpdir());
}

/** The same in another directory for temporary files. */
export function ownTempIn(directory: string): string {
  return join(directory, `skillwright-${process.getuid?.() ?? userInfo().username}`);
}

/**
 * Makes a directory that nobody else can change things in. Rejects with a system error; with EACCES where there is
 * one of somebody else's, who could put other files in the place of ours.
 */
export async function makeOwnDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const facts = await lstat(path);
  const isOurs = process.getuid === undefined || facts.uid === process.getuid();
  if (isOurs && facts.isDirectory()) {
    return;
  }
  throw Object.assign(new Error(`EACCES: '${path}' belongs to somebody else`), { code: 'EACCES' });
}

/** That directory, made; one with a name that nobody can guess where somebody else has taken it. */
export async function usableDirectory(directory: string): Promise<string> {
  try {
    await makeOwnDirectory(directory);
    return directory;
  } catch (error) {
    if (systemErrorCode(error) !== 'EACCES') {
      throw error;
    }
    return mkdtemp(`${directory}-`);
  }
}
