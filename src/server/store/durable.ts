import { access, type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';

/** Writes a new file and waits until the disk has it. Fails with EEXIST when it is there. */
export async function writeDurably(path: string, data: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
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

/** Renames, and waits until the disk has the new name. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncDirectory(dirname(to));
}

/** True when an error is one of these of the system. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = systemErrorCode(error);
  return code !== null && codes.includes(code);
}

/** Makes a directory and those above it, this user's alone. Unlike `mkdir` with `recursive`, it ends where nothing can be made (/proc). */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (hasCode(error, 'ENOENT') && dirname(path) !== path && !(await exists(dirname(path)))) {
      await makeDirectory(dirname(path));
      await mkdir(path, { mode: 0o700 });
    } else if (!hasCode(error, 'EEXIST') || !(await stat(path)).isDirectory()) {
      throw error;
    }
  }
}

/** Whether there is something at a path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
