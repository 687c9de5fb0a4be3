import type { Failure } from '../../failure/failure.ts';
import type { RemoteVersion, UploadOptions } from '../../registry/contract.ts';
import type { Result } from '../../text/result.ts';
import type { SendEvent } from '../outcome.ts';
import type { PublishDeps } from '../plan/request.ts';

/** What a registry stored of ours. */
export interface Stored {
  readonly skillId: string;
  readonly version: RemoteVersion;
}

/** One upload, and how to find out what became of it. */
export interface UploadJob {
  /** Sends once. */
  send(options: UploadOptions): Promise<Result<Stored, Failure>>;
  /** What the registry holds of this upload now; null for nothing. The last look is a thorough one. */
  find(look: { readonly isLast: boolean }): Promise<Result<Stored | null, Failure>>;
  onEvent(event: SendEvent): void;
  readonly signal?: AbortSignal | undefined;
  /** In ms; see `CarryOutOptions`. */
  readonly patience: number;
}

/**
 * `failed`: nothing is stored; `mayArrive` where the whole bundle had left and no registry refused it, so that it may
 * be stored yet. `unsettled`: the registry could not be asked.
 */
export type UploadResult =
  | { readonly kind: 'stored'; readonly stored: Stored; readonly wasReconciled: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly mayArrive: boolean }
  | { readonly kind: 'unsettled'; readonly failure: Failure };

/** What was turned away for load before it had left whole is sent again: so often in all. */
const maxAttempts = 3;

/** A registry that asks for a longer pause is not waited for, in ms. */
const maxPause = 60_000;

/** How long a person who cancelled is kept waiting, in ms. */
const patienceAfterCancel = 15_000;

type Waiter = Pick<PublishDeps, 'wait'>;

/**
 * Sends a bundle such that the registry holds it once or not at all, and says which. No answer is taken for a no, and
 * no refusal for the last word, once the whole bundle has left: the registry is asked what it holds. What has left
 * whole is not sent again, whoever turned it away: it may arrive yet.
 */
export async function uploadOnce(job: UploadJob, deps: Waiter): Promise<UploadResult> {
  for (let attempt = 1; ; attempt++) {
    if (job.signal?.aborted) {
      return notStored({ kind: 'cancelled' });
    }
    let share = 0;
    const answer = await job.send({
      signal: job.signal,
      onProgress: progress => {
        share = progress.totalBytes > 0 ? progress.sentBytes / progress.totalBytes : 0;
        job.onEvent({ kind: 'progress', ...progress });
      },
    });
    if (answer.ok) {
      return { kind: 'stored', stored: answer.value, wasReconciled: false };
    }
    const { failure } = answer;
    // After a mistake of our own nobody knows what left.
    if (share >= 1 || (failure.kind === 'bug' && share > 0)) {
      return afterWhole(job, failure, deps);
    }
    const ended = await beforeWhole(job, failure, attempt, deps);
    if (ended) {
      return ended;
    }
  }
}

/** How it ended where not all had left; null when it may be sent again. */
async function beforeWhole(
  job: UploadJob,
  failure: Failure,
  attempt: number,
  deps: Waiter,
): Promise<UploadResult | null> {
  if (isRefusal(failure) || neverArrived(failure)) {
    return notStored(failure);
  }
  job.onEvent({ kind: 'step', step: 'confirm' });
  const found = await settle(job, failure.kind === 'rate-limited' ? [0] : [0, 500], deps);
  if (found) {
    return found;
  }
  const pause = pauseBeforeRetry(failure, attempt);
  if (pause === null || job.signal?.aborted) {
    return notStored(failure);
  }
  job.onEvent({ kind: 'waiting', forMs: pause, why: failure });
  await deps.wait(pause, job.signal);
  // Who turned it away may only stand before the registry, which was slow.
  return settle(job, [0], deps);
}

/** When to look for what has left whole, as pauses before each look, in ms: for half a minute. */
const looks = [0, 1_000, 2_000, 4_000, 8_000, 15_000];

/** How it ended once the whole bundle has left, and `failure` came back. */
async function afterWhole(job: UploadJob, failure: Failure, deps: Waiter): Promise<UploadResult> {
  job.onEvent({ kind: 'step', step: 'confirm' });
  if (!isRefusal(failure)) {
    return (await settle(job, looks, deps)) ?? { kind: 'failed', failure, mayArrive: true };
  }
  // Who refused may only stand before the registry. One look tells.
  const looked = await job.find({ isLast: true });
  if (looked.ok) {
    return looked.value === null
      ? notStored(failure)
      : { kind: 'stored', stored: looked.value, wasReconciled: true };
  }
  return looked.failure.kind === 'not-found' && failure.kind === 'not-found'
    ? notStored(failure)
    : { kind: 'unsettled', failure: looked.failure };
}

function notStored(failure: Failure): UploadResult {
  return { kind: 'failed', failure, mayArrive: false };
}

/** Whether somebody said no. */
function isRefusal({ kind }: Failure): boolean {
  return refusals.has(kind);
}

const refusals: ReadonlySet<Failure['kind']> = new Set([
  'no-key',
  'unauthorised',
  'forbidden',
  'not-found',
  'wrong-address',
  'other-protocol',
  'refused',
  'label-taken',
  'too-large',
  'insecure-address',
  'unsupported',
  // Our own no, before the last byte.
  'turn-lost',
] satisfies Failure['kind'][]);

/** Whether there never was a connection. Some of these are said of one that breaks, too, but not by then. */
function neverArrived(failure: Failure): boolean {
  return failure.kind === 'unreachable' && neverConnected.has(failure.cause);
}

const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_URL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** How it ended, if a look can tell; null where nothing is stored. Ends early for a person who cancelled. */
async function settle(job: UploadJob, pauses: readonly number[], deps: Waiter): Promise<UploadResult | null> {
  let waited = 0;
  for (const [index, pause] of pauses.entries()) {
    if (job.signal?.aborted && waited + pause > patienceAfterCancel) {
      return null;
    }
    if (pause > 0) {
      await deps.wait(pause);
      waited += pause;
    }
    const looked = await lookPatiently(job, index === pauses.length - 1, deps);
    if (!looked.ok) {
      return { kind: 'unsettled', failure: looked.failure };
    }
    if (looked.value !== null) {
      return { kind: 'stored', stored: looked.value, wasReconciled: true };
    }
  }
  return null;
}

/** Asks until the registry answers. Fails when it has not for the time that the person has patience. */
async function lookPatiently(
  job: UploadJob,
  isLast: boolean,
  deps: Waiter,
): Promise<Result<Stored | null, Failure>> {
  let waited = 0;
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 15_000)) {
    const askedAt = performance.now();
    const looked = await job.find({ isLast });
    if (looked.ok) {
      return looked;
    }
    // A registry that takes a question and says nothing costs half a minute each time.
    waited += performance.now() - askedAt;
    const patience = job.signal?.aborted ? Math.min(patienceAfterCancel, job.patience) : job.patience;
    if (waited + pause > patience) {
      return looked;
    }
    job.onEvent({ kind: 'waiting', forMs: pause, why: looked.failure });
    // A cancel while waiting ends the pause, and shortens the patience.
    await deps.wait(pause, job.signal?.aborted ? undefined : job.signal);
    waited += pause;
  }
}

function pauseBeforeRetry(failure: Failure, attempt: number): number | null {
  if (attempt >= maxAttempts) {
    return null;
  }
  if (failure.kind === 'unavailable' && failure.status === 503) {
    return 2_000 * attempt;
  }
  if (failure.kind !== 'rate-limited') {
    return null;
  }
  const pause = failure.retryAfterMs ?? 2_000 * attempt;
  return pause <= maxPause ? pause : null;
}
