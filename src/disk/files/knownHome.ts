import { homedir } from 'node:os';
import { systemErrorCode } from '../../core/failure/systemError.ts';

/**
 * The person's home as the environment has it, else the system; null where neither knows one, as of a number without an
 * entry in the system's list of users, in some containers.
 */
export function knownHome(): string | null {
  try {
    return homedir() || null;
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return null;
  }
}
