import { mkdir } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { ownTemp } from './ownTemp.ts';

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

/** That directory, made; the temporary one for a person without a home that can be written to. */
export async function usableStateDirectory(directory: string = stateDirectory()): Promise<string> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return join(ownTemp(), 'state');
  }
}

function homeOfPerson(): string {
  try {
    return userInfo().homedir || homedir();
  } catch (error) {
    // A number without an entry in the system's list of users, as in some containers.
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return homedir();
  }
}
