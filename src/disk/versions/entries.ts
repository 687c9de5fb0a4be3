import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { systemErrorCode, unlessRefused } from '../../core/failure/systemError.ts';
import {
  formatFacts,
  parseFacts,
  type VersionFacts,
  type VersionKey,
} from '../../core/published/cachedVersion.ts';
import { pathExists } from '../files/system.ts';

/**
 * A cached version is a directory that is never changed, named by what it is a copy of, with the zip and the facts
 * about it. It comes into being by one rename, and is renamed before it is taken apart: another window sees it
 * whole or not at all.
 */
const zipName = 'bundle.zip';
const factsName = 'version.json';

/** Of entries whose version was deleted from its registry. */
export const keptPrefix = 'kept-';

/** The names of entries, whole: what has another name in the directory is none of ours, and is never removed. */
const entryPattern = /^(?:[0-9a-f]{40}|kept-[0-9a-f]+)$/;

/** Of directories that are being filled or taken apart. */
const workPrefix = '.work-';

/** A work directory that is older was left by a process that was killed: an hour in ms. */
const abandonedAfter = 3_600_000;

/** An entry as it was found. */
export interface CacheEntry {
  readonly name: string;
  readonly zip: string;
  readonly facts: VersionFacts;
}

export function entryName({ registryKey, skillId, version }: VersionKey): string {
  const key = JSON.stringify([registryKey, skillId, version]);
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

/**
 * Null where there is none, or none that the system lets us read just now. A damaged one is removed; one that only
 * cannot be read stays, since it may be the last copy of a deleted version. Marks it as used.
 */
export async function loadEntry(directory: string, name: string): Promise<CacheEntry | null> {
  const path = join(directory, name);
  const zip = join(path, zipName);
  try {
    const facts = parseFacts(await readFile(join(path, factsName), 'utf8'));
    if (facts !== null && facts.zipBytes === (await stat(zip)).size) {
      const now = new Date();
      await utimes(join(path, factsName), now, now);
      return { name, zip, facts };
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) {
      throw error;
    }
    if (code !== 'ENOENT' || !(await pathExists(path))) {
      return null;
    }
  }
  await removeEntry(directory, name);
  return null;
}

/** An empty directory to fill; the zip goes to `zip`. */
export async function beginEntry(
  directory: string,
): Promise<{ readonly path: string; readonly zip: string }> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = workPath(directory);
  await mkdir(path, { mode: 0o700 });
  return { path, zip: join(path, zipName) };
}

/** Puts a filled directory in its place. Where another window was faster, the other's stays. */
export async function placeEntry(
  directory: string,
  work: string,
  name: string,
  facts: VersionFacts,
): Promise<void> {
  await writeFile(join(work, factsName), formatFacts(facts), { flush: true, mode: 0o600 });
  try {
    await rename(work, join(directory, name));
  } catch (error) {
    if (!(await pathExists(join(directory, name)))) {
      throw error;
    }
    await rm(work, { recursive: true, force: true });
  }
}

/** Takes an entry out of the way and removes it; nothing happens where there is none. */
export async function removeEntry(directory: string, name: string): Promise<void> {
  const work = workPath(directory);
  try {
    await rename(join(directory, name), work);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  await rm(work, { recursive: true, force: true, maxRetries: 3 });
}

/** Gives an entry another name and then other facts; a kill between the two leaves the old facts. */
export async function renameEntry(
  directory: string,
  entry: CacheEntry,
  name: string,
  facts: VersionFacts,
): Promise<void> {
  await rename(join(directory, entry.name), join(directory, name));
  await writeFileAtomic(join(directory, name, factsName), formatFacts(facts), { mode: 0o600 });
}

/** The names of all entries; removes what killed processes left. */
export async function entryNames(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  });
  for (const name of names) {
    if (!name.startsWith(workPrefix)) {
      continue;
    }
    const changedAt = await changeOf(join(directory, name));
    if (changedAt !== null && Date.now() - changedAt > abandonedAfter) {
      await rm(join(directory, name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
  return names.filter(name => entryPattern.test(name));
}

/** An entry's weight in bytes, and when it was used last, in ms since 1970; null when it has just gone. */
export async function weighEntry(
  directory: string,
  name: string,
): Promise<{ readonly bytes: number; readonly usedAt: number } | null> {
  try {
    const facts = await stat(join(directory, name, factsName));
    const zip = await stat(join(directory, name, zipName));
    return { bytes: facts.size + zip.size, usedAt: facts.mtimeMs };
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return null;
  }
}

function workPath(directory: string): string {
  return join(directory, `${workPrefix}${randomBytes(8).toString('hex')}`);
}

async function changeOf(path: string): Promise<number | null> {
  return (await unlessRefused(stat(path)))?.mtimeMs ?? null;
}
