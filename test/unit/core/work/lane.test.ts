import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lane } from '../../../../src/core/work/lane.ts';

/** Work that begins when the lane lets it, and ends when told. */
function work(name: string, begun: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  return {
    end: () => resolve(name),
    start: () => {
      begun.push(name);
      return promise;
    },
  };
}

test('A lane lets in the next only when one is done, in order', async () => {
  const lane = new Lane(2);
  const begun: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map(name => work(name, begun)) as [
    ReturnType<typeof work>,
    ReturnType<typeof work>,
    ReturnType<typeof work>,
  ];
  const results = [a, b, c].map(({ start }) => lane.run(start));
  assert.deepEqual(begun, ['a', 'b']);
  b.end();
  assert.equal(await results[1], 'b');
  assert.deepEqual(begun, ['a', 'b', 'c']);
  a.end();
  c.end();
  assert.deepEqual(await Promise.all(results), ['a', 'b', 'c']);
});

test('Urgent work overtakes what waits', async () => {
  const lane = new Lane(1);
  const begun: string[] = [];
  const items = ['running', 'patient', 'urgent'].map(name => work(name, begun));
  const results = items.map(({ start }, i) => lane.run(start, { isUrgent: i === 2 }));
  for (const item of items) {
    item.end();
  }
  await Promise.all(results);
  assert.deepEqual(begun, ['running', 'urgent', 'patient']);
});

test('Work that fails leaves its place to the next', async () => {
  const lane = new Lane(1);
  const failing = lane.run(() => Promise.reject(new Error('no')));
  const next = lane.run(async () => 'next');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'next');
  assert.equal(await lane.run(async () => 'later'), 'later');
});

test('A lane is idle once nothing runs or waits', async () => {
  const lane = new Lane(1);
  await lane.idle();
  const begun: string[] = [];
  const items = ['first', 'second'].map(name => work(name, begun));
  const results = items.map(({ start }) => lane.run(start));
  const idle = lane.idle().then(() => begun.push('idle'));
  for (const item of items) {
    item.end();
  }
  await Promise.all(results);
  await idle;
  assert.deepEqual(begun, ['first', 'second', 'idle']);
});
