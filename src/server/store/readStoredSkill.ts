import { readdir } from 'node:fs/promises';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { type Decoder, decodeJson, nullable, optional, record, text } from '../../core/text/decode.ts';
import { readRegularFile } from '../../disk/files/readRegularFile.ts';
import { hasCode } from '../../disk/files/system.ts';
import { defaultOf, entryPath, type LiveVersion, parseEntries } from './entries.ts';
import type { SkillPaths } from './layout.ts';
import type { SkillFacts, SkillRecord, StoredVersion, VersionRecord } from './records.ts';

/** The versions that can be seen, oldest first; null when the skill is gone. */
export async function readVersions(paths: SkillPaths): Promise<readonly LiveVersion[] | null> {
  // In this order, since entries move from the one to the other and never back.
  const live = await orNull(readdir(paths.live));
  return live && parseEntries(live, (await orNull(readdir(paths.defaults))) ?? []);
}

/**
 * The skill as it is now; null when it is gone. A file of it that is damaged is its own trouble: it is told in the place
 * of what the file held, and all else works.
 */
export async function readStoredSkill(paths: SkillPaths, id: string): Promise<SkillRecord | null> {
  const facts = await readFacts(paths);
  const versions = await versionsOrDamage(paths);
  if (!versions) {
    return null;
  }
  if ('damage' in versions) {
    return { id, facts: unknownFacts, damage: versions.damage, versions: [], defaultVersion: null };
  }
  const defaultVersion = defaultOf(versions);
  return 'damage' in facts
    ? { id, facts: unknownFacts, damage: facts.damage, versions, defaultVersion }
    : { id, facts, damage: null, versions, defaultVersion };
}

const unknownFacts: SkillFacts = { name: 'damaged', label: null };

/** For those who only look: whoever changes something must not take versions that cannot be seen for gone. */
async function versionsOrDamage(paths: SkillPaths): Promise<readonly LiveVersion[] | Damage | null> {
  try {
    return await readVersions(paths);
  } catch (error) {
    if (hasCode(error, 'ELOOP', 'EACCES', 'EPERM', 'EIO')) {
      const path = error instanceof Error && 'path' in error ? String(error.path) : paths.live;
      return damageOf(path, `cannot be read (${systemErrorCode(error)})`);
    }
    throw error;
  }
}

/** What never changes of a skill, or why nobody knows it. */
export async function readFacts(paths: SkillPaths): Promise<SkillFacts | Damage> {
  return (await readJson(paths.facts, skillFacts)) ?? damageOf(paths.facts, 'is missing');
}

/** A version with its facts; null when it is gone. */
export async function readVersion(
  paths: SkillPaths,
  skillId: string,
  version: LiveVersion,
): Promise<VersionRecord | null> {
  for (let entry: LiveVersion | undefined = version; entry; ) {
    const facts: StoredVersion | null = await readVersionFacts(entryPath(paths, entry));
    if (facts) {
      return { skillId, number: version.number, ulid: version.ulid, facts };
    }
    // It is gone, or it was made the default since it was looked up.
    const turn: number = entry.turn;
    const versions: readonly LiveVersion[] = (await readVersions(paths)) ?? [];
    entry = versions.find(candidate => candidate.number === version.number && candidate.turn > turn);
  }
  return null;
}

const skillFacts = record({ name: text, label: nullable(text) });

const storedVersion: Decoder<StoredVersion> = record({
  name: text,
  description: text,
  directory: text,
  sha256: optional(text),
});

/** Of a damaged file, the damage in the place of what it held; null where there is none. */
async function readVersionFacts(path: string): Promise<StoredVersion | null> {
  const facts = await readJson(path, storedVersion);
  return facts !== null && 'damage' in facts
    ? { name: 'damaged', description: facts.damage, directory: 'damaged' }
    : facts;
}

/** A description has at most some thousand characters. */
const maxFactsBytes = 2 ** 20;

/** A sentence that names the file, below the registry's folder. */
interface Damage {
  readonly damage: string;
}

function damageOf(path: string, what: string): Damage {
  const place = /.*(skills[/\\][^/\\]+[/\\].*)$/.exec(path)?.[1] ?? path;
  return { damage: `${place.replaceAll('\\', '/')} in the registry's folder ${what}.` };
}

/** Null for what is gone; throws only what is no trouble of this one file. */
async function readJson<T extends object>(path: string, decoder: Decoder<T>): Promise<T | Damage | null> {
  try {
    const bytes = await orNull(readRegularFile(path, { maxBytes: maxFactsBytes }));
    return bytes === null
      ? null
      : (decodeJson(decoder, bytes.toString('utf8')) ?? damageOf(path, 'is damaged'));
  } catch (error) {
    if (hasCode(error, 'EISDIR', 'ELOOP', 'EFTYPE', 'EFBIG', 'EACCES', 'EPERM', 'EIO', 'ETIMEDOUT')) {
      return damageOf(path, `cannot be read (${systemErrorCode(error)})`);
    }
    throw error;
  }
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
