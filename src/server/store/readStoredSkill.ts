import { readdir, readFile } from 'node:fs/promises';
import { type Decoder, decodeJson, nullable, record, text } from '../../core/text/decode.ts';
import { hasCode } from './durable.ts';
import { defaultOf, entryPath, type LiveVersion, parseEntries } from './entries.ts';
import type { SkillPaths } from './layout.ts';
import type { SkillFacts, SkillRecord, StoredVersion, VersionRecord } from './records.ts';

/** The versions that can be seen, oldest first; null when the skill is gone. */
export async function readVersions(paths: SkillPaths): Promise<readonly LiveVersion[] | null> {
  // In this order, since entries move from the one to the other and never back.
  const live = await orNull(readdir(paths.live));
  return live && parseEntries(live, (await orNull(readdir(paths.defaults))) ?? []);
}

/** The skill as it is now; null when it is gone. */
export async function readStoredSkill(paths: SkillPaths, id: string): Promise<SkillRecord | null> {
  const facts = await readFacts(paths);
  const versions = facts && (await readVersions(paths));
  return facts && versions ? { id, facts, versions, defaultVersion: defaultOf(versions) } : null;
}

/** What never changes of a skill; null when it is gone. */
export async function readFacts(paths: SkillPaths): Promise<SkillFacts | null> {
  return readJson(paths.facts, skillFacts);
}

/** A version with its facts; null when it is gone. */
export async function readVersion(
  paths: SkillPaths,
  skillId: string,
  version: LiveVersion,
): Promise<VersionRecord | null> {
  for (let entry: LiveVersion | undefined = version; entry; ) {
    const facts: StoredVersion | null = await readJson(entryPath(paths, entry), storedVersion);
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

const storedVersion = record({ name: text, description: text, directory: text });

/** Null for what is gone; what somebody else wrote there is a bug of theirs, and is told as one. */
async function readJson<T>(path: string, decoder: Decoder<T>): Promise<T | null> {
  const json = await orNull(readFile(path, 'utf8'));
  const read = json === null ? null : decodeJson(decoder, json);
  if (json !== null && read === null) {
    throw new Error(`${path} is not as the registry wrote it.`);
  }
  return read;
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
