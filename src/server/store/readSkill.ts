import { readdir, readFile, writeFile } from 'node:fs/promises';
import { exists, hasCode } from './durable.ts';
import { type LiveVersion, parseLive, type SkillPaths } from './layout.ts';
import type { SkillFacts, SkillRecord, VersionFacts, VersionRecord } from './records.ts';

/** The versions that can be seen, oldest first; null when the skill is gone. */
export async function readLive(paths: SkillPaths): Promise<readonly LiveVersion[] | null> {
  const names = await orNull(readdir(paths.live));
  return names && parseLive(names);
}

/** The skill as it is now; null when it is gone. */
export async function readSkill(paths: SkillPaths, id: string): Promise<SkillRecord | null> {
  const facts = await readFacts(paths);
  const found = facts && (await readDefault(paths));
  return facts && found ? { id, facts, versions: found.versions, defaultVersion: found.holder } : null;
}

/** What never changes of a skill; null when it is gone. */
export async function readFacts(paths: SkillPaths): Promise<SkillFacts | null> {
  return readJson<SkillFacts>(paths.facts);
}

/** A version's facts; null when it is gone, together with its skill. */
export async function readVersion(
  paths: SkillPaths,
  skillId: string,
  { number, ulid }: LiveVersion,
): Promise<VersionRecord | null> {
  const facts = await readJson<VersionFacts>(paths.version(number).facts);
  return facts && { skillId, number, ulid, facts };
}

/** Where the default token is: with a version, or at home, where it means the latest version. */
export interface DefaultPlace {
  readonly versions: readonly LiveVersion[];
  readonly holder: LiveVersion | null;
  readonly isAtHome: boolean;
}

/** Finds the token; null when the skill is gone. */
export async function readDefault(paths: SkillPaths): Promise<DefaultPlace | null> {
  // The token may pass from a version not yet looked at to one already looked at; then look again.
  for (let attempt = 1; ; attempt++) {
    const versions = await readLive(paths);
    if (versions === null) {
      return null;
    }
    const holder = await findHolder(paths, versions);
    if (holder) {
      return { versions, holder, isAtHome: false };
    }
    const isAtHome = await exists(paths.tokenHome);
    if (isAtHome || attempt === 5) {
      return { versions, holder: versions.at(-1) ?? null, isAtHome };
    }
  }
}

/** Notes who holds the token, for the next reader. Only a hint, so neither durable nor required. */
export async function writeHint(paths: SkillPaths, holder: LiveVersion): Promise<void> {
  await writeFile(paths.hint, String(holder.number)).catch(() => undefined);
}

async function findHolder(
  paths: SkillPaths,
  versions: readonly LiveVersion[],
): Promise<LiveVersion | undefined> {
  const hint = await orNull(readFile(paths.hint, 'utf8'));
  const hinted = versions.find(version => String(version.number) === hint);
  if (hinted && (await exists(paths.token(hinted)))) {
    return hinted;
  }
  const holds = await Promise.all(versions.map(version => exists(paths.token(version))));
  const holder = versions.find((_, index) => holds[index]);
  if (holder) {
    await writeHint(paths, holder);
  }
  return holder;
}

async function readJson<T>(path: string): Promise<T | null> {
  const text = await orNull(readFile(path, 'utf8'));
  return text === null ? null : (JSON.parse(text) as T);
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}
