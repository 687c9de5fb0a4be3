import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { moveDefault } from './defaultToken.ts';
import { hasCode, renameDurably, syncDirectory, writeDurably } from './durable.ts';
import { type LiveVersion, liveName, SkillPaths } from './layout.ts';
import { readDefault, readLive } from './readSkill.ts';
import type { SkillFacts, VersionFacts } from './records.ts';
import type { Staging } from './scratch.ts';

/** Completes a staged version, whose bundle is there already, down to the disk. */
export async function finishVersion({ version }: Staging, facts: VersionFacts): Promise<void> {
  await writeDurably(version.facts, JSON.stringify(facts));
  await syncDirectory(version.root);
}

/** Shows a new skill with the finished version as its first and default one. */
export async function showSkill(
  staging: Staging,
  target: string,
  ulid: string,
  facts: SkillFacts,
): Promise<void> {
  const made = new SkillPaths(join(staging.root, 'skill'));
  const first: LiveVersion = { number: 1, ulid };
  await mkdir(made.versions, { recursive: true });
  await mkdir(made.liveEntry(first), { recursive: true });
  await rename(staging.version.root, made.version(1).root);
  await writeDurably(made.facts, JSON.stringify(facts));
  await writeDurably(made.token(first), '');
  await Promise.all([made.liveEntry(first), made.live, made.versions, made.root].map(syncDirectory));
  await renameDurably(made.root, target);
}

/** Gives the finished version the next number and shows it; null when the skill is gone. */
export async function showVersion(
  staging: Staging,
  paths: SkillPaths,
  ulid: string,
  isDefault: boolean,
): Promise<LiveVersion | null> {
  try {
    await sweepOrphans(paths, Date.now());
    const number = await takeNumber(staging, paths);
    const version = { number, ulid };
    await mkdir(join(paths.live, liveName(version)));
    await syncDirectory(paths.live);
    const place = isDefault ? null : await readDefault(paths);
    if (isDefault || place?.versions.length === 1) {
      await moveDefault(paths, version);
    }
    return version;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return null;
    }
    throw error;
  }
}

/** A version that was never shown, or is deleted, keeps its bundle at most so long. ms. */
const orphanedAfter = 60 * 60 * 1000;

/** Frees the room of bundles that a crash left behind: those of versions that nobody can see. */
async function sweepOrphans(paths: SkillPaths, now: number): Promise<void> {
  const live = new Set((await readLive(paths))?.map(version => version.number));
  for (const number of (await readdir(paths.versions)).map(Number)) {
    const { bundle } = paths.version(number);
    const facts = live.has(number) ? null : await stat(bundle).catch(() => null);
    if (facts && now - facts.mtimeMs > orphanedAfter) {
      await rm(bundle, { force: true });
    }
  }
}

async function takeNumber(staging: Staging, paths: SkillPaths): Promise<number> {
  for (;;) {
    const taken = (await readdir(paths.versions)).map(Number).filter(Number.isSafeInteger);
    const number = Math.max(0, ...taken) + 1;
    const target = paths.version(number).root;
    try {
      await renameDurably(staging.version.root, target);
      return number;
    } catch (error) {
      if (
        !hasCode(error, 'ENOTEMPTY', 'EEXIST') &&
        !(process.platform === 'win32' && hasCode(error, 'EPERM'))
      ) {
        throw error;
      }
    }
  }
}
