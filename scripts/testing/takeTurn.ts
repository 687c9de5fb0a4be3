import { join } from 'node:path';
import type { Failure } from '../../src/core/failure/failure.ts';
import { acquireLock } from '../../src/disk/files/lock.ts';

/** Longer than all windows of a run take, in ms: whoever has waited so long goes on beside the others. */
const patience = 60 * 60_000;

/** A run that shows no sign of life for so long, in ms, is dead: on a busy machine it may be late. */
const staleAfter = 60_000;

/**
 * Waits until no other run on this machine, as one in another clone, has windows open: two of them side by side take
 * longer than one after the other, and get slow enough for what they wait for to be given up.
 */
export async function takeTurn(parent: string, signal: AbortSignal): Promise<AsyncDisposable | null> {
  const path = join(parent, `skillwright-windows-${process.getuid?.() ?? 0}.lock`);
  const whenBusy: Failure = { kind: 'busy', skill: 'windows' };
  let turn = await acquireLock(path, { patience: 0, staleAfter, whenBusy, signal });
  if (!turn.ok && turn.failure.kind === 'busy') {
    console.log('  Another run has windows open on this machine: waiting for them …');
    turn = await acquireLock(path, { patience, staleAfter, whenBusy, signal });
  }
  if (!turn.ok) {
    return null;
  }
  const { release } = turn.value;
  return { [Symbol.asyncDispose]: release };
}
