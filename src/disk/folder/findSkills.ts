import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure, systemErrorCode } from '../../core/failure/systemError.ts';
import { parseWorkDirectoryName } from '../../core/published/workDirectoryName.ts';
import { failed, type Result, success } from '../../core/text/result.ts';

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Directories that lie deeper are not looked into. */
const deepest = 12;

/**
 * The folder itself where it has a SKILL.md, else every skill's folder below it, sorted. Links are not followed, and
 * nothing is looked for inside a skill. Fails as `unreadable` for the folder, and `no-manifest` where there is none.
 */
export async function findSkills(folder: string): Promise<Result<readonly string[], Failure>> {
  try {
    if (!(await stat(folder)).isDirectory()) {
      return failed({ kind: 'unreadable', path: folder, cause: 'ENOTDIR' });
    }
  } catch (error) {
    return failed(readFailure(folder, error));
  }
  const found = await below(folder, 0);
  return found.length > 0 ? success(found.sort()) : failed({ kind: 'no-manifest', path: folder });
}

async function below(directory: string, depth: number): Promise<string[]> {
  const entries = await entriesOf(directory);
  if (entries.some(entry => entry.name.toLowerCase() === 'skill.md' && !entry.isDirectory())) {
    return [directory];
  }
  if (depth === deepest) {
    return [];
  }
  const inner = entries
    .filter(entry => entry.isDirectory() && !skipped.has(entry.name) && !parseWorkDirectoryName(entry.name))
    .map(entry => below(join(directory, entry.name), depth + 1));
  return (await Promise.all(inner)).flat();
}

/** None for a directory that may not be read: others may hold skills. */
async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return [];
  }
}
