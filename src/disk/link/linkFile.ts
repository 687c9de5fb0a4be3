import { createHash } from 'node:crypto';
import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure, systemErrorCode } from '../../core/failure/systemError.ts';
import { emptyLinkFile, formatLinkFile, type LinkFile, parseLinkFile } from '../../core/link/linkFile.ts';
import type { LinkStore } from '../../core/link/linkStore.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { ownTemp } from '../files/ownTemp.ts';
import { readRegularFile } from '../files/readRegularFile.ts';

export interface LinkFileOptions {
  /** How long to wait for another window or process, in ms. */
  readonly patience?: number;
  /** Where locks are kept: never beside the file, where they would show up in the repository. */
  readonly locks?: string;
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
  const patience = options.patience ?? defaultPatience;
  const locks = options.locks ?? join(ownTemp(), 'locks');
  // Loaded when first used: reading links, which every window does at its start, needs neither locks nor writing.
  const lock = async (what: string, skill: string, signal?: AbortSignal) => {
    const { acquireLock } = await import('../files/lock.ts');
    return acquireLock(join(locks, `${hashOf(`${await canonical(file)}\0${what}`)}.lock`), {
      patience,
      whenBusy: { kind: 'busy', skill },
      ...(signal === undefined ? {} : { signal }),
    });
  };
  return {
    read: () => readLinkFile(file),
    update: async change => {
      const held = await lock('', file);
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
    lock: (folder, registryKey, signal) => lock(`${folder}\0${registryKey}`, folder, signal),
  };
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

async function readLinkFile(path: string): Promise<Result<LinkFile, Failure>> {
  try {
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
  try {
    return (await readdir(folder)).some(name => name.toLowerCase() === 'skill.md');
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return false;
  }
}

/** The same for every way to spell the path; the file need not exist. */
async function canonical(path: string): Promise<string> {
  try {
    return join(await realpath(dirname(path)), path.slice(dirname(path).length));
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return path;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
