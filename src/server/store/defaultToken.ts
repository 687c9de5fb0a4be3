import { rename } from 'node:fs/promises';
import { exists, hasCode, syncDirectory } from './durable.ts';
import type { LiveVersion, SkillPaths } from './layout.ts';
import { readDefault, writeHint } from './readSkill.ts';

/** Moves the token to a version; false when the version, or the skill, is gone. */
export async function moveDefault(paths: SkillPaths, to: LiveVersion): Promise<boolean> {
  for (;;) {
    const place = await readDefault(paths);
    if (!place?.versions.some(version => version.number === to.number)) {
      return false;
    }
    if (!place.isAtHome && place.holder?.number === to.number) {
      return true;
    }
    const from = place.isAtHome || !place.holder ? paths.tokenHome : paths.token(place.holder);
    if (await move(from, paths.token(to))) {
      await syncDirectory(paths.liveEntry(to));
      await writeHint(paths, to);
      return true;
    }
  }
}

/** Takes the token from a version and puts it at home; false when the version does not hold it. */
export async function sendHome(paths: SkillPaths, from: LiveVersion): Promise<boolean> {
  const isMoved = await move(paths.token(from), paths.tokenHome);
  await syncDirectory(paths.root);
  return isMoved;
}

/** True when the version holds the token. */
export async function holdsToken(paths: SkillPaths, version: LiveVersion): Promise<boolean> {
  return exists(paths.token(version));
}

async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}
