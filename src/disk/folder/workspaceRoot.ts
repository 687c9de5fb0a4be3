import { dirname, join, resolve } from 'node:path';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import { type DiskLook, waitingLook } from '../files/look.ts';

/**
 * The workspace folder that a skill's folder belongs to, for whoever has no editor to ask: the nearest directory
 * from it upwards with a link file, else the root of the Git repository, else the directory above the skill. `known`
 * keeps which of the two are in the directories above, for whoever asks for many skills.
 */
export async function workspaceRoot(
  skillFolder: string,
  known: Map<string, readonly string[]> = new Map(),
  disk: DiskLook = waitingLook,
): Promise<string> {
  const folder = resolve(skillFolder);
  let repository: string | null = null;
  for (let directory = folder; ; directory = dirname(directory)) {
    const names = known.get(directory) ?? (await marksIn(directory, disk));
    if (directory !== folder) {
      known.set(directory, names);
    }
    if (names.includes(linkFileName)) {
      return directory;
    }
    if (names.includes('.git')) {
      repository = directory;
    }
    if (repository !== null || dirname(directory) === directory) {
      return repository ?? dirname(folder);
    }
  }
}

async function marksIn(directory: string, disk: DiskLook): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of [linkFileName, '.git']) {
    if ((await unlessRefused(disk.factsAt(join(directory, name)))) !== null) {
      found.push(name);
    }
  }
  return found;
}
