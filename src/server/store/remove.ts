import { rename, rmdir } from 'node:fs/promises';
import { holdsToken, moveDefault, sendHome } from './defaultToken.ts';
import { hasCode, syncDirectory } from './durable.ts';
import type { LiveVersion, SkillPaths } from './layout.ts';
import { type DefaultPlace, readDefault } from './readSkill.ts';

/**
 * What a wire wants of deleting the version that is the default, or the only one:
 * - `protect-default`: the default is refused; the only version takes the skill along (OpenAI)
 * - `keep-one`: the only version is refused; the default passes to the latest of the others (Anthropic)
 * - `any`: nothing is refused; a skill without versions stays (Anthropic, the earlier protocol)
 */
export type DeletionRule = 'protect-default' | 'keep-one' | 'any';

export type Deletion =
  | { readonly kind: 'deleted'; readonly version: LiveVersion; readonly isSkillGone: boolean }
  | { readonly kind: 'is-default' }
  | { readonly kind: 'is-only' }
  | { readonly kind: 'gone' };

/** More rounds than other processes could ever interfere with; beyond them something else is in the way. */
const mostRounds = 100;

/** Makes a version disappear. */
export async function removeVersion(
  paths: SkillPaths,
  number: number,
  rule: DeletionRule,
): Promise<Deletion> {
  for (let round = 0; round < mostRounds; round++) {
    const place = await readDefault(paths);
    const version = place?.versions.find(candidate => candidate.number === number);
    if (!place || !version) {
      return { kind: 'gone' };
    }
    const heir = place.versions.filter(candidate => candidate !== version).at(-1);
    const obstacle = await clearWay(paths, place, version, heir, rule);
    if (obstacle) {
      return { kind: obstacle };
    }
    if (await removeEmpty(paths.liveEntry(version))) {
      await syncDirectory(paths.live);
      const isSkillGone =
        rule === 'protect-default' && !heir && (await removeEmptySkill(paths)) === 'deleted';
      return { kind: 'deleted', version, isSkillGone };
    }
  }
  throw new Error('A version cannot be removed: there is something unknown in its folder.');
}

/** Moves the token out of the version's way, or says what the rule has against it. */
async function clearWay(
  paths: SkillPaths,
  place: DefaultPlace,
  version: LiveVersion,
  heir: LiveVersion | undefined,
  rule: DeletionRule,
): Promise<'is-default' | 'is-only' | null> {
  if (!heir) {
    if (rule === 'keep-one') {
      return 'is-only';
    }
    await sendHome(paths, version);
    return null;
  }
  if (place.isAtHome && place.holder) {
    await moveDefault(paths, place.holder);
  }
  if (!(await holdsToken(paths, version))) {
    return null;
  }
  if (rule === 'protect-default') {
    return 'is-default';
  }
  await moveDefault(paths, heir);
  return null;
}

/** Makes a skill disappear with all its versions; false when it was gone already. */
export async function removeSkill(paths: SkillPaths): Promise<boolean> {
  try {
    await rename(paths.live, paths.dead);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
  await syncDirectory(paths.root);
  return true;
}

/** Makes a skill disappear if it has no version. */
export async function removeEmptySkill(paths: SkillPaths): Promise<'deleted' | 'has-versions' | 'gone'> {
  try {
    await rmdir(paths.live);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return 'gone';
    }
    if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) {
      return 'has-versions';
    }
    throw error;
  }
  await syncDirectory(paths.root);
  return 'deleted';
}

/** False when it is gone or not empty. */
async function removeEmpty(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST')) {
      return false;
    }
    throw error;
  }
}
