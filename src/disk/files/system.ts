import { access, type FileHandle, open } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';

/** True when an error is one of these of the system. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = systemErrorCode(error);
  return code !== null && codes.includes(code);
}

/** Whether there is something at a path; false for what must not be looked at. */
export async function pathExists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Waits until the disk has a directory's entries. A no-op on systems that cannot (Windows). */
export async function syncDirectory(path: string): Promise<void> {
  let directory: FileHandle;
  try {
    directory = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'EISDIR', 'EPERM', 'EACCES')) {
      return;
    }
    throw error;
  }
  try {
    await directory.sync();
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'EPERM', 'ENOTSUP')) {
      throw error;
    }
  } finally {
    await directory.close();
  }
}

/** Whether a process runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is a process.
    return hasCode(error, 'EPERM');
  }
}

/** A path of this system with `/` between its parts. */
export function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

/** Whether a path lies in a directory, at any depth; a directory does not lie in itself. */
export function isBelow(directory: string, path: string): boolean {
  const rest = relative(directory, path);
  return rest !== '' && rest.split(sep)[0] !== '..' && !isAbsolute(rest);
}
