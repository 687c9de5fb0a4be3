import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ParentIgnore } from '../../core/bundle/select/skillFolder.ts';
import { systemErrorCode } from '../../core/failure/systemError.ts';

/** What was found in directories that many skills have above them. Keep one for one pass over a workspace. */
export type AboveCache = Map<string, Promise<{ readonly isRoot: boolean; readonly text: string | null }>>;

/**
 * The `.gitignore` files in the directories above a folder that has no `.git` itself, up to the root of its Git
 * repository; none when it is in no repository.
 */
export async function ignoresAbove(
  folder: string,
  cache: AboveCache = new Map(),
): Promise<readonly ParentIgnore[]> {
  const start = resolve(folder);
  const found: ParentIgnore[] = [];
  for (let directory = dirname(start); ; directory = dirname(directory)) {
    const look = cache.get(directory) ?? lookAt(directory);
    cache.set(directory, look);
    const { isRoot, text } = await look;
    if (text !== null) {
      const file = withSlashes(relative(start, join(directory, '.gitignore')));
      found.push({ file, descent: withSlashes(relative(directory, start)), text });
    }
    if (isRoot) {
      return found;
    }
    if (dirname(directory) === directory) {
      return [];
    }
  }
}

async function lookAt(directory: string): Promise<{ isRoot: boolean; text: string | null }> {
  const [isRoot, text] = await Promise.all([exists(join(directory, '.git')), readIfThere(directory)]);
  return { isRoot, text };
}

async function readIfThere(directory: string): Promise<string | null> {
  try {
    return await readFile(join(directory, '.gitignore'), 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return null;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return false;
  }
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}
