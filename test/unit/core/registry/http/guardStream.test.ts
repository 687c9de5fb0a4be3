import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import {
  guardStream,
  RegistryStreamError,
  StallWatch,
} from '../../../../../src/core/registry/http/guardStream.ts';

const unreachable: Failure = {
  kind: 'unreachable',
  registry: 'R',
  origin: 'https://a.example',
  cause: 'ECONNRESET',
};

function guarded(body: ReadableStream<Uint8Array>, options: { limit?: number; stall?: number } = {}) {
  return guardStream(body, {
    registry: 'R',
    limit: 100,
    stall: 30_000,
    failureOf: () => unreachable,
    ...options,
  });
}

function chunks(...sizes: readonly number[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: controller => {
      for (const size of sizes) {
        controller.enqueue(new Uint8Array(size));
      }
      controller.close();
    },
  });
}

/** How many bytes came, and what ended them. */
async function taken(stream: ReadableStream<Uint8Array>) {
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.byteLength;
    }
    return { bytes, failure: null };
  } catch (error) {
    assert.ok(error instanceof RegistryStreamError);
    return { bytes, failure: error.failure };
  }
}

test('a stream within the limit comes through as it is', async () => {
  assert.deepEqual(await taken(guarded(chunks(60, 0, 40))), { bytes: 100, failure: null });
  assert.deepEqual(await taken(guarded(chunks())), { bytes: 0, failure: null });
});

test('one byte more than the limit ends it, and the source is told', async () => {
  let isCancelled = false;
  const source = new ReadableStream<Uint8Array>({
    pull: controller => controller.enqueue(new Uint8Array(101)),
    cancel: () => {
      isCancelled = true;
    },
  });
  const { bytes, failure } = await taken(guarded(source));
  assert.deepEqual([bytes, failure], [0, { kind: 'too-large', registry: 'R', limit: 100 }]);
  assert.ok(isCancelled);
});

test('a source that breaks ends it with the failure that the break means', async () => {
  const source = new ReadableStream<Uint8Array>({
    pull: controller => controller.error(new TypeError('terminated')),
  });
  assert.deepEqual(await taken(guarded(source)), { bytes: 0, failure: unreachable });
});

test('a source that falls silent ends it; one that is only slow does not', async () => {
  const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
  assert.deepEqual(await taken(guarded(silent, { stall: 20 })), {
    bytes: 0,
    failure: { kind: 'timed-out', registry: 'R', afterMs: 20 },
  });
  let rest = 3;
  const slow = new ReadableStream<Uint8Array>({
    pull: async controller => {
      await new Promise(setImmediate);
      if (rest-- > 0) {
        controller.enqueue(new Uint8Array(10));
      } else {
        controller.close();
      }
    },
  });
  assert.deepEqual(await taken(guarded(slow, { stall: 20_000 })), { bytes: 30, failure: null });
});

test('whoever stops reading stops the source', async () => {
  let reason: unknown;
  const source = new ReadableStream<Uint8Array>({
    pull: controller => controller.enqueue(new Uint8Array(1)),
    cancel: given => {
      reason = given;
    },
  });
  const reader = guarded(source).getReader();
  await reader.read();
  await reader.cancel('enough');
  assert.equal(reason, 'enough');
});

test('nothing is read before it is wanted', async () => {
  let pulls = 0;
  const source = new ReadableStream<Uint8Array>(
    {
      pull: controller => {
        pulls++;
        controller.enqueue(new Uint8Array(1));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = guarded(source, { limit: 1000 }).getReader();
  await reader.read();
  await new Promise(setImmediate);
  assert.ok(pulls <= 2, `${pulls} chunks were read`);
  await reader.cancel();
});

test('aborts when there was no life for too long, and not before', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const watch = new StallWatch(100);
  t.mock.timers.tick(90);
  watch.showLife();
  t.mock.timers.tick(90);
  assert.equal(watch.signal.aborted, false);
  t.mock.timers.tick(10);
  assert.equal(watch.signal.aborted, true);
});

test('is over when it is stopped, whatever life is shown after that', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const watch = new StallWatch(100);
  watch.stop();
  watch.showLife();
  t.mock.timers.tick(1_000);
  assert.equal(watch.signal.aborted, false);
});
