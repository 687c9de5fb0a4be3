import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import {
  type Stored,
  type UploadResult,
  uploadOnce,
} from '../../../../../src/core/publish/send/uploadOnce.ts';
import { failed, type Result, success } from '../../../../../src/core/text/result.ts';

const stored: Stored = {
  skillId: 's',
  version: { key: '2', id: '2', skillId: 's', name: 'n', description: 'd', createdAt: 0 },
};
const registry = 'R';
const reset: Failure = { kind: 'unreachable', registry, origin: 'http://r', cause: 'ECONNRESET' };
const timedOut: Failure = { kind: 'timed-out', registry, afterMs: 1 };
const offline: Failure = { kind: 'unreachable', registry, origin: 'http://r', cause: 'ENETDOWN' };
const busy = (retryAfterMs?: number): Failure =>
  retryAfterMs === undefined
    ? { kind: 'rate-limited', registry }
    : { kind: 'rate-limited', registry, retryAfterMs };

interface Script {
  /** Answers to the sends, in order; the last one again and again. `share` is how much was sent before it. */
  readonly sends: readonly (Result<Stored, Failure> & { readonly share?: number })[];
  /** Answers to the looks, in order; the last one again and again. */
  readonly finds?: readonly Result<Stored | null, Failure>[];
  /** Cancels at the first event of this kind. */
  readonly cancelAt?: 'lost' | 'waiting' | 'progress';
  readonly patience?: number;
  /** How long each look takes, in ms of a clock that else stands still. */
  readonly lookTakes?: number;
}

interface Told {
  readonly result: UploadResult;
  readonly sends: number;
  readonly finds: number;
  /** Milliseconds of all pauses and looks. */
  readonly waited: number;
}

async function run(script: Script): Promise<Told> {
  const { sends, finds = [success(null)], cancelAt, patience = 120_000, lookTakes = 0 } = script;
  const count = { sends: 0, finds: 0, waited: 0 };
  const clock = mock.method(performance, 'now', () => count.waited);
  const controller = new AbortController();
  const reach = (event: Script['cancelAt']) => {
    if (event === cancelAt) {
      controller.abort();
    }
  };
  const result = await uploadOnce(
    {
      send: async ({ onProgress }) => {
        const answer = sends[Math.min(count.sends++, sends.length - 1)];
        assert.ok(answer);
        const { share = 1 } = answer as { share?: number };
        onProgress?.({ sentBytes: share * 1000, totalBytes: 1000 });
        return controller.signal.aborted ? failed({ kind: 'cancelled' }) : answer;
      },
      find: async () => {
        const answer = finds[Math.min(count.finds++, finds.length - 1)];
        assert.ok(answer);
        count.waited += lookTakes;
        return answer;
      },
      onEvent: event => reach(event.kind === 'step' ? 'lost' : event.kind),
      signal: controller.signal,
      patience,
    },
    {
      wait: async (ms, signal) => {
        if (!signal?.aborted) {
          count.waited += ms;
        }
      },
    },
  );
  clock.mock.restore();
  return { result, ...count };
}

describe('an upload', () => {
  it('that is answered is not looked for', async () => {
    const told = await run({ sends: [success(stored)] });
    assert.deepEqual(told.result, { kind: 'stored', stored, wasReconciled: false });
    assert.deepEqual([told.sends, told.finds, told.waited], [1, 0, 0]);
  });

  for (const failure of [
    { kind: 'refused', registry, reason: 'No.' },
    { kind: 'unauthorised', registry },
    { kind: 'too-large', registry },
    { kind: 'unreachable', registry, origin: 'http://r', cause: 'ECONNREFUSED' },
    { kind: 'unreachable', registry, origin: 'http://r', cause: 'ENOTFOUND' },
  ] as const satisfies Failure[]) {
    it(`that ends as ${failure.kind}${'cause' in failure ? ` (${failure.cause})` : ''} is over`, async () => {
      const told = await run({ sends: [{ ...failed(failure), share: 0 }] });
      assert.deepEqual(told.result, { kind: 'failed', failure, mayArrive: false });
      assert.deepEqual([told.sends, told.finds], [1, 0]);
    });
  }

  it('whose answer is lost is looked for, and found', async () => {
    const told = await run({ sends: [failed(reset)], finds: [success(stored)] });
    assert.deepEqual(told.result, { kind: 'stored', stored, wasReconciled: true });
    assert.deepEqual([told.sends, told.finds, told.waited], [1, 1, 0]);
  });

  it('that the registry still works on is found later', async () => {
    const told = await run({
      sends: [failed(timedOut)],
      finds: [success(null), success(null), success(null), success(stored)],
    });
    assert.equal(told.result.kind, 'stored');
    assert.deepEqual([told.sends, told.finds, told.waited], [1, 4, 7_000]);
  });

  it('that is nowhere after half a minute is not published so far, and not sent again', async () => {
    const told = await run({ sends: [failed(timedOut)] });
    assert.deepEqual(told.result, { kind: 'failed', failure: timedOut, mayArrive: true });
    assert.deepEqual([told.sends, told.finds, told.waited], [1, 6, 30_000]);
  });

  it('that broke off half way needs no long look: the registry never had it whole', async () => {
    const told = await run({ sends: [{ ...failed(reset), share: 0.5 }] });
    assert.equal(told.result.kind, 'failed');
    assert.deepEqual([told.sends, told.finds, told.waited], [1, 2, 500]);
  });

  it('that had left whole is looked for, whatever the network says: a route may be lost after that', async () => {
    const lost: Failure = { kind: 'unreachable', registry, origin: 'http://r', cause: 'EHOSTUNREACH' };
    const told = await run({ sends: [failed(lost)], finds: [success(stored)] });
    assert.deepEqual(told.result, { kind: 'stored', stored, wasReconciled: true });
  });

  /** Turned away before the bundle had left whole. */
  const early = (failure: Failure) => ({ ...failed(failure), share: 0.5 });

  it('that was turned away for load before it had left whole is sent again, after a look before and behind the pause', async () => {
    const told = await run({ sends: [early(busy(3_000)), early(busy()), success(stored)] });
    assert.deepEqual(told.result, { kind: 'stored', stored, wasReconciled: false });
    assert.deepEqual([told.sends, told.finds, told.waited], [3, 4, 7_000]);
  });

  it('that a proxy turned away, and that arrived all the same during the pause, is not sent again', async () => {
    const proxy = early({ kind: 'unavailable', registry, status: 503 });
    const nothing = success(null);
    const told = await run({
      sends: [proxy, success(stored)],
      finds: [nothing, nothing, success(stored)],
    });
    assert.deepEqual(told.result, { kind: 'stored', stored, wasReconciled: true });
    assert.equal(told.sends, 1);
  });

  it('that was turned away for load but stored is not sent again', async () => {
    const told = await run({ sends: [early(busy(3_000))], finds: [success(stored)] });
    assert.deepEqual(told.result, { kind: 'stored', stored, wasReconciled: true });
    assert.equal(told.sends, 1);
  });

  it('is sent three times at most, and not after a pause that is too long', async () => {
    assert.equal((await run({ sends: [early(busy())] })).sends, 3);
    const long = await run({ sends: [early(busy(3_600_000))] });
    assert.deepEqual([long.sends, long.waited], [1, 0]);
    assert.deepEqual(long.result, { kind: 'failed', failure: busy(3_600_000), mayArrive: false });
    const error = { kind: 'unavailable', registry, status: 500 } as const;
    assert.equal((await run({ sends: [early(error)] })).sends, 1);
  });

  for (const [status, failure] of [
    ['429', busy(1_000)],
    ['503', { kind: 'unavailable', registry, status: 503 }],
    ['502', { kind: 'unavailable', registry, status: 502 }],
  ] as const satisfies (readonly [string, Failure])[]) {
    it(`that had left whole is never sent again after ${status}: it is looked for half a minute`, async () => {
      const nowhere = await run({ sends: [failed(failure), success(stored)] });
      assert.deepEqual(nowhere.result, { kind: 'failed', failure, mayArrive: true });
      assert.deepEqual([nowhere.sends, nowhere.finds, nowhere.waited], [1, 6, 30_000]);
      const nothing = success(null);
      const late = await run({
        sends: [failed(failure)],
        finds: [nothing, nothing, nothing, success(stored)],
      });
      assert.deepEqual(late.result, { kind: 'stored', stored, wasReconciled: true });
      assert.equal(late.sends, 1);
    });
  }

  const refusals: readonly Failure[] = [
    { kind: 'refused', registry, reason: 'No.' },
    { kind: 'unauthorised', registry },
    { kind: 'forbidden', registry, reason: 'No.' },
    { kind: 'too-large', registry },
    { kind: 'not-found', registry, what: 'skill "s"' },
  ];
  for (const failure of refusals) {
    it(`that had left whole and was answered as ${failure.kind} is looked for once, and that decides`, async () => {
      const there = await run({ sends: [failed(failure)], finds: [success(stored)] });
      assert.deepEqual(there.result, { kind: 'stored', stored, wasReconciled: true });
      const nowhere = await run({ sends: [failed(failure)] });
      assert.deepEqual(nowhere.result, { kind: 'failed', failure, mayArrive: false });
      assert.deepEqual([nowhere.sends, nowhere.finds, nowhere.waited], [1, 1, 0]);
      const silent = await run({ sends: [failed(failure)], finds: [failed(offline)] });
      assert.deepEqual(silent.result, { kind: 'unsettled', failure: offline });
    });
  }

  it('waits for a registry that cannot be asked, and then tells what it stored', async () => {
    const told = await run({
      sends: [failed(reset)],
      finds: [failed(offline), failed(offline), failed(offline), success(stored)],
    });
    assert.equal(told.result.kind, 'stored');
    assert.equal(told.waited, 1_000 + 2_000 + 4_000);
  });

  it('is unsettled only when the registry cannot be asked for as long as there is patience', async () => {
    const told = await run({ sends: [failed(reset)], finds: [failed(offline)], patience: 60_000 });
    assert.deepEqual(told.result, { kind: 'unsettled', failure: offline });
    assert.equal(told.sends, 1);
    assert.ok(told.waited > 30_000 && told.waited <= 60_000, `${told.waited}`);
  });

  it('counts the time that questions without an answer take', async () => {
    const silent: Script = { sends: [failed(reset)], finds: [failed(timedOut)], lookTakes: 30_000 };
    const patient = await run(silent);
    assert.equal(patient.result.kind, 'unsettled');
    assert.ok(patient.waited <= 150_000, `${patient.waited}`);
    const cancelled = await run({ ...silent, cancelAt: 'lost' });
    assert.equal(cancelled.result.kind, 'unsettled');
    assert.equal(cancelled.finds, 1);
  });

  it('that is cancelled while it travels is looked for, and told as it is', async () => {
    const gone = await run({ sends: [{ ...failed(reset), share: 0.5 }], cancelAt: 'progress' });
    assert.deepEqual(gone.result, { kind: 'failed', failure: { kind: 'cancelled' }, mayArrive: false });
    const there = await run({ sends: [failed(reset)], finds: [success(stored)], cancelAt: 'progress' });
    assert.equal(there.result.kind, 'stored');
    assert.equal(there.sends, 1);
  });

  it('is not sent again when the person cancels during the pause', async () => {
    const told = await run({ sends: [early(busy(30_000))], cancelAt: 'waiting' });
    assert.deepEqual(told.result, { kind: 'failed', failure: { kind: 'cancelled' }, mayArrive: false });
    assert.equal(told.sends, 1);
  });

  it('keeps a person who cancels no longer than 15 seconds waiting for a registry that is gone', async () => {
    const told = await run({ sends: [failed(reset)], finds: [failed(offline)], cancelAt: 'lost' });
    assert.equal(told.result.kind, 'unsettled');
    assert.ok(told.waited <= 15_000, `${told.waited}`);
  });
});
