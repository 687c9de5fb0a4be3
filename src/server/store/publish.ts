import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, syncDirectory } from '../../disk/files/system.ts';
import { renameDurably, writeDurably } from './durable.ts';
import { defaultOf, entryPath, type LiveVersion } from './entries.ts';
import { SkillPaths } from './layout.ts';
import { readVersions } from './readStoredSkill.ts';
import type { SkillFacts, StoredVersion } from './records.ts';
import type { Staging } from './scratch.ts';
import { setDefault } from './setDefault.ts';

/** A version that was never shown, or is deleted, keeps its bundle at most so long. ms. */
const orphanedAfter = 60 * 60 * 1000;

/** Shows a new skill at `target`, with the staged bundle as its first and default version. */
export async function showSkill(
  staging: Staging,
  target: string,
  ulid: string,
  facts: { readonly skill: SkillFacts; readonly version: StoredVersion },
): Promise<void> {
  const made = new SkillPaths(join(staging.root, 'skill'));
  for (const folder of [made.root, made.bundles, made.live, made.defaults]) {
    await mkdir(folder);
  }
  await rename(staging.bundle, made.bundle(1));
  await Promise.all([
    writeDurably(made.facts, JSON.stringify(facts.skill)),
    writeDurably(entryPath(made, { number: 1, ulid, turn: 1 }), JSON.stringify(facts.version)),
  ]);
  await Promise.all([made.bundles, made.live, made.defaults, made.root].map(syncDirectory));
  await renameDurably(made.root, target);
}

/** Gives the staged bundle the next number and shows it; null when the skill is gone. */
export async function showVersion(
  staging: Staging,
  paths: SkillPaths,
  ulid: string,
  facts: StoredVersion,
  { isDefault }: { readonly isDefault: boolean },
): Promise<LiveVersion | null> {
  try {
    await writeDurably(staging.facts, JSON.stringify(facts));
    await sweepOrphans(staging, paths, Date.now());
    await pinDefault(paths);
    const version = { number: await takeNumber(paths), ulid, turn: 0 };
    await renameDurably(staging.bundle, paths.bundle(version.number));
    await renameDurably(staging.facts, entryPath(paths, version));
    if (isDefault) {
      await setDefault(paths, version.number);
    }
    return version;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return null;
    }
    throw error;
  }
}

/** A version that is the default only for lack of another stays it when one comes. */
async function pinDefault(paths: SkillPaths): Promise<void> {
  const current = defaultOf((await readVersions(paths)) ?? []);
  if (current?.turn === 0) {
    await setDefault(paths, current.number);
  }
}

/** Takes the lowest number above all that were ever taken. */
async function takeNumber(paths: SkillPaths): Promise<number> {
  for (let number = Math.max(0, ...(await takenNumbers(paths))) + 1; ; number++) {
    try {
      await writeFile(paths.bundle(number), '', { flag: 'wx' });
      return number;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) {
        throw error;
      }
    }
  }
}

/** Frees the room of bundles that a crash left behind: those of versions that nobody can see. */
async function sweepOrphans(staging: Staging, paths: SkillPaths, now: number): Promise<void> {
  const live = new Set((await readVersions(paths))?.map(version => version.number));
  for (const number of await takenNumbers(paths)) {
    const facts = live.has(number) ? null : await stat(paths.bundle(number)).catch(() => null);
    if (facts && facts.size > 0 && now - facts.mtimeMs > orphanedAfter) {
      await staging.empty(paths.bundle(number));
    }
  }
}

async function takenNumbers(paths: SkillPaths): Promise<readonly number[]> {
  const names = await readdir(paths.bundles);
  return names.flatMap(name => (/^[1-9]\d{0,8}\.zip$/.test(name) ? [Number.parseInt(name, 10)] : []));
}
