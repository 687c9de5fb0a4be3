import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelled, type Failure } from '../../../../src/core/failure/failure.ts';
import { type Result, success } from '../../../../src/core/text/result.ts';
import { SharedWork } from '../../../../src/core/work/sharedWork.ts';

/** Work that ends when the test says so, and what it saw. */
function controlled() {
  const { promise, resolve } = Promise.withResolvers<Result<number, Failure>>();
  const signals: AbortSignal[] = [];
  const work = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { work, signals, finish: (value: number) => resolve(success(value)) };
}

test('those who ask at the same time share one piece of work', async () => {
  const shared = new SharedWork<Result<number, Failure>>(cancelled);
  const { work, signals, finish } = controlled();
  const all = [shared.run('a', work), shared.run('a', work), shared.run('a', work)];
  finish(7);
  assert.deepEqual(await Promise.all(all), [success(7), success(7), success(7)]);
  assert.equal(signals.length, 1);
});

test('other keys are other work, and what has ended is begun anew', async () => {
  const shared = new SharedWork<Result<number, Failure>>(cancelled);
  const first = controlled();
  const second = controlled();
  first.finish(1);
  second.finish(2);
  assert.deepEqual(await Promise.all([shared.run('a', first.work), shared.run('b', second.work)]), [
    success(1),
    success(2),
  ]);
  await shared.run('a', first.work);
  assert.equal(first.signals.length, 2);
});

test('one who turns away is let go at once, and the others get what they asked for', async () => {
  const shared = new SharedWork<Result<number, Failure>>(cancelled);
  const { work, signals, finish } = controlled();
  const impatient = new AbortController();
  const left = shared.run('a', work, impatient.signal);
  const stayed = shared.run('a', work, new AbortController().signal);
  impatient.abort();
  assert.deepEqual(await left, cancelled);
  assert.equal(signals[0]?.aborted, false);
  finish(3);
  assert.deepEqual(await stayed, success(3));
});

test('work that nobody waits for is given up, and is not joined any more', async () => {
  const shared = new SharedWork<Result<number, Failure>>(cancelled);
  const abandoned = controlled();
  const only = new AbortController();
  const left = shared.run('a', abandoned.work, only.signal);
  only.abort();
  assert.deepEqual(await left, cancelled);
  assert.equal(abandoned.signals[0]?.aborted, true);
  const fresh = controlled();
  fresh.finish(5);
  assert.deepEqual(await shared.run('a', fresh.work), success(5));
});

test('nothing is begun for one who turned away before', async () => {
  const shared = new SharedWork<Result<number, Failure>>(cancelled);
  const { work, signals } = controlled();
  assert.deepEqual(await shared.run('a', work, AbortSignal.abort()), cancelled);
  assert.equal(signals.length, 0);
});
