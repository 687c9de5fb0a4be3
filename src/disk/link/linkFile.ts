import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure, systemErrorCode, unlessRefused } from '../../core/failure/systemError.ts';
import { emptyLinkFile, formatLinkFile, type LinkFile, parseLinkFile } from '../../core/link/linkFile.ts';
import type { LinkStore } from '../../core/link/linkStore.ts';
import { readSentUploads, type SentUpload } from '../../core/link/sentUpload.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { type DiskLook, waitingLook } from '../files/look.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { usableStateDirectory } from '../files/stateDirectory.ts';

export interface LinkFileOptions {
  /** How long to wait for another window or process, in ms. */
  readonly patience?: number;
  /** Where locks and what was sent are kept: never beside the file, where they would show up in the repository. */
  readonly state?: string;
  /** In ms; see `LockOptions`. */
  readonly staleAfter?: number;
  /** How the disk is asked whether a file is there, which for most skills it is not. */
  readonly disk?: DiskLook;
}

/** Ten thousand skills in two registries take 8 MB. */
const maxLinkFileBytes = 32 * 2 ** 20;

/** A publish takes at most some minutes; whoever waits longer would rather be told. */
const defaultPatience = 60_000;

/**
 * The link file at `path`. Skill folders in it are relative to its directory; absolute ones are taken as they are,
 * which is how links to this machine's own registry are kept (see linkPlaces.ts).
 */
export function linkFile(path: string, options: LinkFileOptions = {}): LinkStore {
  const file = resolve(path);
  const { patience = defaultPatience, staleAfter, disk = waitingLook } = options;
  // Found once: whoever reviews hundreds of skills asks for each.
  const found: { state?: string; file?: string } =
    options.state === undefined ? {} : { state: options.state };
  const ownPath = async () => {
    const real = found.file ?? (await canonical(file, disk));
    if (real !== null) {
      found.file = real;
    }
    return real ?? file;
  };
  const stateOf = async (kind: 'locks' | 'sent', ...parts: readonly string[]) => {
    const state = found.state ?? (await usableStateDirectory());
    found.state = state;
    return join(state, kind, hashOf(parts.join('\0')));
  };
  // Loaded when first used: reading links, which every window does at its start, needs neither locks nor writing.
  const lock = async (lockPath: string, skill: string, signal?: AbortSignal) => {
    const { acquireLock } = await import('../files/lock.ts');
    return acquireLock(`${lockPath}.lock`, {
      patience,
      staleAfter,
      whenBusy: { kind: 'busy', skill },
      signal,
    });
  };
  const sentPath = async (folder: string, registryKey: string) =>
    `${await stateOf('sent', await ownPath(), folder, registryKey)}.json`;
  return {
    read: () => readLinkFile(file, disk),
    update: async change => {
      const held = await lock(await stateOf('locks', 'file', await ownPath()), file);
      if (!held.ok) {
        return held;
      }
      try {
        return await rewrite(file, change);
      } finally {
        await held.value.release();
      }
    },
    exists: folder => hasSkill(resolve(dirname(file), folder)),
    takeTurn: async ({ folder, registryKey, skill }, signal) => {
      // Every data directory is an embedded registry of its own; the others are the same whoever speaks of them.
      const registry = registryKey === 'local' ? `local ${await ownPath()}` : registryKey;
      return lock(await stateOf('locks', 'skill', registry, skill), folder, signal);
    },
    readSent: async (folder, registryKey) => {
      const text = await textIn(await sentPath(folder, registryKey), disk);
      return text === null ? [] : readSentUploads(text, Date.now());
    },
    writeSent: async (folder, registryKey, sent) => {
      await keepSent(await sentPath(folder, registryKey), sent);
    },
  };
}

/** Failing to is no reason to stop a publish: it only helps the next review. */
async function keepSent(path: string, sent: readonly SentUpload[]): Promise<void> {
  try {
    if (sent.length === 0) {
      await rm(path, { force: true });
      return;
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const { writeAtomically } = await import('../files/writeAtomically.ts');
    await writeAtomically(path, `${JSON.stringify(sent)}\n`);
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
  }
}

/** Null where there is none to be read. */
async function textIn(path: string, disk: DiskLook): Promise<string | null> {
  const isThere = (await unlessRefused(disk.factsAt(path))) !== null;
  return isThere ? unlessRefused(readFile(path, 'utf8')) : null;
}

async function rewrite(
  path: string,
  change: (file: LinkFile) => LinkFile,
): Promise<Result<LinkFile, Failure>> {
  const before = await readLinkFile(path);
  if (!before.ok) {
    return before;
  }
  const after = change(before.value);
  const text = formatLinkFile(after);
  if (text === formatLinkFile(before.value)) {
    return success(after);
  }
  const { writeAtomically } = await import('../files/writeAtomically.ts');
  const written = await writeAtomically(path, text);
  return written.ok ? success(after) : written;
}

async function readLinkFile(path: string, disk: DiskLook = waitingLook): Promise<Result<LinkFile, Failure>> {
  try {
    if ((await disk.factsAt(path)) === null) {
      return success(emptyLinkFile);
    }
    const text = new TextDecoder().decode(await readRegularFile(path, { maxBytes: maxLinkFileBytes }));
    return parseLinkFile(text, path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      return success(emptyLinkFile);
    }
    return failed(readFailure(path, error));
  }
}

async function hasSkill(folder: string): Promise<boolean> {
  return (await unlessRefused(readdir(folder)))?.some(name => name.toLowerCase() === 'skill.md') ?? false;
}

/** The same for every way to spell the path; the file need not exist. Null where its directory does not, either. */
async function canonical(path: string, disk: DiskLook): Promise<string | null> {
  try {
    return join(await disk.realPath(dirname(path)), path.slice(dirname(path).length));
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return null;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
