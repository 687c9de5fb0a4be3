import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import type { Failure } from '../../core/failure/failure.ts';
import { systemErrorCode, unlessRefused, writeFailure } from '../../core/failure/systemError.ts';
import type { Turn } from '../../core/link/linkStore.ts';
import { failed, type Result, success } from '../../core/text/result.ts';

export interface LockOptions {
  /** How long to wait for whoever holds it, in ms. */
  readonly patience: number;
  readonly whenBusy: Failure;
  readonly signal?: AbortSignal | undefined;
  /** A holder that has not shown a sign of life for so long is dead, in ms; 15 seconds unless said, 2 at least. */
  readonly staleAfter?: number | undefined;
}

const defaultStaleAfter = 15_000;

/** Waiting ones look at random times within these, in ms, so that none is always last. */
const minPause = 15;
const maxPause = 90;

/**
 * Takes a lock between processes and between callers in this one; a holder that dies or stands still loses it after a
 * while, and can find out. Fails as `whenBusy`, `cancelled` or `unwritable`.
 */
export async function acquireLock(path: string, options: LockOptions): Promise<Result<Turn, Failure>> {
  const { patience, whenBusy, signal, staleAfter = defaultStaleAfter } = options;
  const until = Date.now() + patience;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    while (true) {
      if (signal?.aborted) {
        return failed({ kind: 'cancelled' });
      }
      const turn = await tryLock(path, staleAfter);
      if (turn) {
        return success(turn);
      }
      if (Date.now() >= until) {
        return failed(whenBusy);
      }
      await pause(signal);
    }
  } catch (error) {
    return failed(writeFailure(path, error));
  }
}

/**
 * The library's lock is a directory that its holder touches. Beside it stands who the holder is, so that one who
 * stood still finds a successor's name there.
 */
async function tryLock(path: string, staleAfter: number): Promise<Turn | null> {
  const state = { isLost: false };
  let release: () => Promise<void>;
  try {
    release = await lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: staleAfter,
      onCompromised: () => {
        state.isLost = true;
      },
    });
  } catch (error) {
    if (systemErrorCode(error) === 'ELOCKED') {
      return null;
    }
    throw error;
  }
  try {
    return await turnOf(path, staleAfter, state, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function turnOf(
  path: string,
  staleAfter: number,
  state: { readonly isLost: boolean },
  release: () => Promise<void>,
): Promise<Turn> {
  const ownerPath = `${path}.owner`;
  const self = randomUUID();
  const tookOver = (await textIn(ownerPath)) !== null;
  await writeFile(ownerPath, self, { mode: 0o600 });
  let isHeld = true;
  return {
    tookOver,
    isOurs: async () => {
      const owner = state.isLost ? null : await textIn(ownerPath);
      const touched = owner === self ? await touchedAt(path) : null;
      // Last, for the process may have stood still since the disk was asked.
      return touched !== null && Date.now() - touched < staleAfter;
    },
    release: async () => {
      if (!isHeld) {
        return;
      }
      isHeld = false;
      try {
        try {
          if ((await textIn(ownerPath)) === self) {
            await rm(ownerPath, { force: true });
          }
        } finally {
          await release();
        }
      } catch (error) {
        // Taken by somebody else as stale, or cleaned away with the directory: not ours any more.
        if (systemErrorCode(error) === null) {
          throw error;
        }
      }
    },
  };
}

/** Null where there is no such file. */
async function textIn(path: string): Promise<string | null> {
  return unlessRefused(readFile(path, 'utf8'));
}

/** In ms since 1970; null where it is gone. */
async function touchedAt(path: string): Promise<number | null> {
  return (await unlessRefused(stat(path)))?.mtimeMs ?? null;
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  const ms = minPause + Math.random() * (maxPause - minPause);
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    if (!signal?.aborted) {
      throw error;
    }
  }
}
