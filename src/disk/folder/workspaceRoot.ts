import { readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';

/**
 * The workspace folder that a skill's folder belongs to, for whoever has no editor to ask: the nearest directory
 * from it upwards with a link file, else the root of the Git repository, else the directory above the skill. `known`
 * keeps what is in the directories above, for whoever asks for many skills.
 */
export async function workspaceRoot(
  skillFolder: string,
  known: Map<string, readonly string[]> = new Map(),
): Promise<string> {
  const folder = resolve(skillFolder);
  let repository: string | null = null;
  for (let directory = folder; ; directory = dirname(directory)) {
    const names = known.get(directory) ?? (await namesIn(directory));
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

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return [];
  }
}
