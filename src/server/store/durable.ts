import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, pathExists, syncDirectory } from '../../disk/files/system.ts';

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

/** Renames, and waits until the disk has the new name. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncDirectory(dirname(to));
}

/** Makes a directory and those above it, this user's alone. Unlike `mkdir` with `recursive`, it ends where nothing can be made (/proc). */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (hasCode(error, 'ENOENT') && dirname(path) !== path && !(await pathExists(dirname(path)))) {
      await makeDirectory(dirname(path));
      await mkdir(path, { mode: 0o700 });
    } else if (!hasCode(error, 'EEXIST') || !(await stat(path)).isDirectory()) {
      throw error;
    }
  }
}
