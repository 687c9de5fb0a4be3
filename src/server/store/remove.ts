import { mkdir, readdir, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, syncDirectory } from '../../disk/files/system.ts';
import { defaultOf, entryPath, type LiveVersion, parseEntries } from './entries.ts';
import type { SkillPaths } from './layout.ts';
import { readVersions } from './readStoredSkill.ts';
import { setDefault } from './setDefault.ts';

/**
 * What a wire wants of deleting the version that is the default, or the only one:
 * - `protect-default`: the default is refused; the only version takes the skill along (OpenAI)
 * - `keep-one`: the only version is refused; the default passes to the latest of the others (Anthropic)
 * - `any`: nothing is refused; a skill without versions stays (Anthropic, the earlier protocol)
 */
export type DeletionRule = 'protect-default' | 'keep-one' | 'any';

export type Deletion =
  | { readonly kind: 'deleted'; readonly isSkillGone: boolean }
  | { readonly kind: 'is-default' }
  | { readonly kind: 'is-only' }
  | { readonly kind: 'gone' };

/** More rounds than others could ever get in between; beyond them something else is wrong. */
const maxRounds = 100;

/** Makes a version disappear. */
export async function removeVersion(
  paths: SkillPaths,
  number: number,
  rule: DeletionRule,
): Promise<Deletion> {
  for (let round = 0; round < maxRounds; round++) {
    const versions = (await readVersions(paths)) ?? [];
    const version = versions.find(candidate => candidate.number === number);
    if (!version) {
      return { kind: 'gone' };
    }
    const deletion = await tryRemove(paths, versions, version, rule);
    if (deletion) {
      return deletion;
    }
  }
  throw new Error('A version cannot be removed, and is there.');
}

/** Null when something changed meanwhile. */
async function tryRemove(
  paths: SkillPaths,
  versions: readonly LiveVersion[],
  version: LiveVersion,
  rule: DeletionRule,
): Promise<Deletion | null> {
  const heir = versions.filter(other => other !== version).at(-1);
  if (!heir && rule === 'keep-one') {
    return { kind: 'is-only' };
  }
  if (!heir && rule === 'protect-default') {
    return (await removeWithVersion(paths, version)) ? { kind: 'deleted', isSkillGone: true } : null;
  }
  if (heir && version === defaultOf(versions)) {
    if (rule === 'protect-default') {
      return { kind: 'is-default' };
    }
    await setDefault(paths, heir.number);
    return null;
  }
  return (await removeEntry(paths, version)) ? { kind: 'deleted', isSkillGone: false } : null;
}

/** Makes a skill disappear with all its versions; false when it was gone already. */
export async function removeSkill(paths: SkillPaths): Promise<boolean> {
  try {
    await rename(paths.live, paths.dead);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    if (hasCode(error, 'ELOOP')) {
      // Nothing that could be reached is in there: it goes as it is.
      return true;
    }
    throw error;
  }
  await syncDirectory(paths.root);
  return true;
}

/** Makes a skill disappear if it has no version. */
export async function removeEmptySkill(paths: SkillPaths): Promise<'deleted' | 'has-versions' | 'gone'> {
  const versions = await readVersions(paths);
  if (!versions) {
    return 'gone';
  }
  return versions.length === 0 && (await retire(paths, 0)) ? 'deleted' : 'has-versions';
}

/** Makes a skill disappear with its only version, unless it has more by now. */
async function removeWithVersion(paths: SkillPaths, version: LiveVersion): Promise<boolean> {
  return (await setDefault(paths, version.number)) && (await retire(paths, 1));
}

/** Makes a skill disappear that has nothing in `live` and at most so many versions in `default`. */
async function retire(paths: SkillPaths, maxDefaults: number): Promise<boolean> {
  if (!(await removeEmpty(paths.live))) {
    return false;
  }
  const defaults = parseEntries([], await readdir(paths.defaults));
  if (defaults.length > maxDefaults) {
    // A version came and was made the default since they were counted.
    await mkdir(paths.live);
    return false;
  }
  await mkdir(paths.dead);
  await syncDirectory(paths.root);
  return true;
}

/** False when the version is gone, or was made the default since it was looked up. */
async function removeEntry(paths: SkillPaths, version: LiveVersion): Promise<boolean> {
  try {
    await unlink(entryPath(paths, version));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
  await syncDirectory(version.turn === 0 ? paths.live : paths.defaults);
  return true;
}

/** Removes a folder without entries; false when it is gone or has some. */
async function removeEmpty(folder: string): Promise<boolean> {
  try {
    // What a file manager leaves behind must not keep a skill alive.
    const names = await readdir(folder);
    const strays = names.filter(name => !name.endsWith('.json'));
    await Promise.all(strays.map(name => rm(join(folder, name), { force: true })));
    await rmdir(folder);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST')) {
      return false;
    }
    throw error;
  }
}
