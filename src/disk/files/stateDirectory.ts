import { constants } from 'node:fs';
import { access, mkdir, mkdtemp } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { knownHome } from './knownHome.ts';
import { makeOwnDirectory, ownTemp, ownTempIn } from './ownTemp.ts';

/**
 * Where this person's programs leave word for each other: who publishes what just now, and what was sent and never
 * seen to arrive. By the system's own record of the person, whatever the environment says, so that a window, a
 * terminal and a job with another HOME or TMPDIR meet there.
 */
export function stateDirectory(platform: NodeJS.Platform = process.platform, home = homeOfPerson()): string {
  if (platform === 'win32') {
    return join(home, 'AppData', 'Local', 'skillwright', 'state');
  }
  if (platform === 'darwin') {
    return join(home, 'Library', 'Application Support', 'skillwright', 'state');
  }
  return join(home, '.local', 'state', 'skillwright');
}

/**
 * That directory, made. For a person without a home that can be written to, one among the temporary files: first where
 * everybody's are, so that programs with another TMPDIR meet there, too; none that somebody else has taken.
 */
export async function usableStateDirectory(
  directory: string = stateDirectory(),
  temporary: readonly string[] = temporaryOnes(),
): Promise<string> {
  if (await triedToMake(() => makeWritable(directory))) {
    return directory;
  }
  for (const own of temporary) {
    const state = join(own, 'state');
    if (await triedToMake(() => makeOwnDirectory(own).then(() => makeWritable(state)))) {
      return state;
    }
  }
  return mkdtemp(`${ownTemp()}-`);
}

/** Where versions are kept that were downloaded: anybody could put others there in a directory that is not ours. */
export async function versionsDirectory(): Promise<string> {
  const own = ownTemp();
  const isOwn = await triedToMake(() => makeOwnDirectory(own));
  return join(isOwn ? own : await usableStateDirectory(), 'versions');
}

function temporaryOnes(): readonly string[] {
  return process.platform === 'win32' ? [ownTemp()] : [ownTempIn('/tmp'), ownTemp()];
}

async function makeWritable(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await access(directory, constants.W_OK | constants.X_OK);
}

/** False where the system refused. */
async function triedToMake(make: () => Promise<void>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return false;
  }
}

function homeOfPerson(): string {
  try {
    return userInfo().homedir || (knownHome() ?? ownTemp());
  } catch (error) {
    // A number without an entry in the system's list of users, as in some containers.
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return knownHome() ?? ownTempIn('/tmp');
  }
}
