import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import type { Failure } from '../../core/failure/failure.ts';
import { systemErrorCode, writeFailure } from '../../core/failure/systemError.ts';
import type { Lock } from '../../core/link/linkStore.ts';
import { failed, type Result, success } from '../../core/text/result.ts';

export interface LockOptions {
  /** How long to wait for whoever holds it, in ms. */
  readonly patience: number;
  readonly whenBusy: Failure;
  readonly signal?: AbortSignal;
}

/** A holder that has not shown a sign of life for so long is dead, in ms. */
const staleAfter = 15_000;

/** Waiting ones look at random times within these, in ms, so that none is always last. */
const minPause = 15;
const maxPause = 90;

/**
 * Takes a lock between processes and between callers in this one; a holder that dies loses it after a while. Fails
 * as `whenBusy`, `cancelled` or `unwritable`.
 */
export async function acquireLock(path: string, options: LockOptions): Promise<Result<Lock, Failure>> {
  const { patience, whenBusy, signal } = options;
  const until = Date.now() + patience;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    while (true) {
      if (signal?.aborted) {
        return failed({ kind: 'cancelled' });
      }
      const release = await tryLock(path);
      if (release) {
        return success(once(release));
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

async function tryLock(path: string): Promise<(() => Promise<void>) | null> {
  try {
    return await lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: staleAfter,
      // Lost after a sleep of the machine. What the lock keeps apart is compared again before anything is sent.
      onCompromised: () => undefined,
    });
  } catch (error) {
    if (systemErrorCode(error) === 'ELOCKED') {
      return null;
    }
    throw error;
  }
}

function once(release: () => Promise<void>): Lock {
  let isHeld = true;
  return {
    release: async () => {
      if (!isHeld) {
        return;
      }
      isHeld = false;
      try {
        await release();
      } catch (error) {
        // Taken by somebody else as stale, or cleaned away with the directory: not ours any more.
        if (systemErrorCode(error) === null) {
          throw error;
        }
      }
    },
  };
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
