import { rename } from 'node:fs/promises';
import { hasCode, syncDirectory } from '../../disk/files/system.ts';
import { defaultOf, entryPath } from './entries.ts';
import type { SkillPaths } from './layout.ts';
import { readVersions } from './readStoredSkill.ts';

/** More rounds than others could ever get in between; beyond them something else is wrong. */
const maxRounds = 100;

/** Makes a version the default; false when the version, or the skill, is gone. */
export async function setDefault(paths: SkillPaths, number: number): Promise<boolean> {
  for (let round = 0; round < maxRounds; round++) {
    const versions = (await readVersions(paths)) ?? [];
    const version = versions.find(candidate => candidate.number === number);
    const current = defaultOf(versions);
    if (!version || !current) {
      return false;
    }
    if (version === current && version.turn > 0) {
      return true;
    }
    try {
      await rename(entryPath(paths, version), entryPath(paths, { ...version, turn: current.turn + 1 }));
      await syncDirectory(paths.defaults);
      return true;
    } catch (error) {
      // Gone, or renamed by somebody who made it the default: look again.
      if (!hasCode(error, 'ENOENT')) {
        throw error;
      }
    }
  }
  throw new Error('A version cannot be made the default, and is there.');
}
