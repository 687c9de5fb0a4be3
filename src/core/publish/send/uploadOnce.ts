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
  /** What the registry holds of this upload now; null for nothing. */
  find(signal?: AbortSignal): Promise<Result<Stored | null, Failure>>;
  onEvent(event: SendEvent): void;
  readonly signal?: AbortSignal;
  /** In ms; see `CarryOutOptions`. */
  readonly patience: number;
}

/** `failed`: nothing is stored. `unsettled`: the registry could not be asked. */
export type UploadResult =
  | { readonly kind: 'stored'; readonly stored: Stored; readonly wasReconciled: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'unsettled'; readonly failure: Failure };

/** After a refusal for load that stored nothing, an upload may be sent again: so often in all. */
const maxAttempts = 3;

/** A registry that asks for a longer pause is not waited for, in ms. */
const maxPause = 60_000;

/** How long a person who cancelled is kept waiting for a registry that cannot be asked, in ms. */
const patienceAfterCancel = 15_000;

type Waiter = Pick<PublishDeps, 'wait'>;

/**
 * Sends a bundle such that the registry holds it once or not at all, and says which. No answer is taken for a no:
 * when one is lost, the registry is asked what it holds, and only after that an upload that was turned away for
 * load is sent again.
 */
export async function uploadOnce(job: UploadJob, deps: Waiter): Promise<UploadResult> {
  for (let attempt = 1; ; attempt++) {
    if (job.signal?.aborted) {
      return { kind: 'failed', failure: { kind: 'cancelled' } };
    }
    let share = 0;
    const answer = await job.send({
      ...(job.signal === undefined ? {} : { signal: job.signal }),
      onProgress: progress => {
        share = progress.totalBytes > 0 ? progress.sentBytes / progress.totalBytes : 0;
        job.onEvent({ kind: 'progress', ...progress });
      },
    });
    if (answer.ok) {
      return { kind: 'stored', stored: answer.value, wasReconciled: false };
    }
    const { failure } = answer;
    if (isDefinite(failure, share)) {
      return { kind: 'failed', failure };
    }

    job.onEvent({ kind: 'step', step: 'confirm' });
    const found = await settle(job, looksAfter(failure, share), deps);
    if (found) {
      return found;
    }

    const pause = pauseBeforeRetry(failure, attempt);
    if (pause === null || job.signal?.aborted) {
      return { kind: 'failed', failure };
    }
    job.onEvent({ kind: 'waiting', forMs: pause, why: failure });
    await deps.wait(pause, job.signal);
    // Who turned it away may only stand before the registry, which was slow.
    const arrived = await settle(job, [0], deps);
    if (arrived) {
      return arrived;
    }
  }
}

/** True where the registry has answered no, or never heard of the upload. `share` is how much was sent: 0 to 1. */
function isDefinite(failure: Failure, share: number): boolean {
  switch (failure.kind) {
    case 'rate-limited':
    case 'unavailable':
    case 'timed-out':
    case 'not-understood':
    case 'web-page':
    case 'foreign-origin':
    case 'cancelled':
      return false;
    case 'unreachable':
      // What has left whole had a connection, and these are said of one that breaks, too.
      return share < 1 && neverConnected.has(failure.cause);
    default:
      return true;
  }
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

/**
 * When to look, as pauses before each look, in ms. A registry that has the whole bundle may still be at work on it;
 * one that has not cannot store it. `share` is how much was sent: 0 to 1.
 */
function looksAfter(failure: Failure, share: number): readonly number[] {
  if (failure.kind === 'rate-limited') {
    return [0];
  }
  const hasAnswered = ['unavailable', 'not-understood', 'web-page'].includes(failure.kind);
  if (hasAnswered) {
    return [0, 1_000, 2_000];
  }
  return share < 1 ? [0, 500] : [0, 1_000, 2_000, 4_000, 8_000];
}

/** How it ended, if a look can tell; null where nothing is stored. */
async function settle(job: UploadJob, pauses: readonly number[], deps: Waiter): Promise<UploadResult | null> {
  for (const pause of pauses) {
    if (pause > 0) {
      await deps.wait(pause);
    }
    const looked = await lookPatiently(job, deps);
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
async function lookPatiently(job: UploadJob, deps: Waiter): Promise<Result<Stored | null, Failure>> {
  let waited = 0;
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 15_000)) {
    const askedAt = performance.now();
    const looked = await job.find();
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
