import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Sweep } from '../../../../src/core/work/sweep.ts';

/** Looks at skills as the editor does, and notes what happened in which order. */
function lookAt(names: readonly string[], computing: () => void = () => undefined) {
  const sweep = new Sweep();
  const log: string[] = [];
  const done = Promise.all(
    names.map(async name => {
      const isUrgent = name === 'urgent';
      await sweep.read(
        async () => {
          await setImmediate();
          log.push(`read ${name}`);
        },
        { isUrgent },
      );
      await sweep.check(
        async () => {
          log.push(`check ${name}`);
          computing();
        },
        { isUrgent },
      );
    }),
  );
  return { log, done };
}

const many = Array.from({ length: 20 }, (_, index) => `${index}`);

describe('a sweep', () => {
  test('reads everything before it checks anything', async () => {
    const { log, done } = lookAt(many);
    await done;
    assert.deepEqual(
      log.map(line => line.split(' ')[0]),
      [...many.map(() => 'read'), ...many.map(() => 'check')],
    );
  });

  test('reads no more than eight folders at once', async () => {
    const sweep = new Sweep();
    let running = 0;
    let most = 0;
    await Promise.all(
      many.map(() =>
        sweep.read(async () => {
          most = Math.max(most, ++running);
          await setImmediate();
          running--;
        }),
      ),
    );
    assert.equal(most, 8);
  });

  test('reads and checks what is urgent without waiting for the others', async () => {
    const { log, done } = lookAt([...many, 'urgent']);
    await done;
    const checked = log.indexOf('check urgent');
    assert.ok(checked < log.indexOf('check 0'), log.join(', '));
    assert.ok(checked < log.indexOf('read 19'), log.join(', '));
  });

  test('lets the event loop have its turn between long computations', async () => {
    let turns = 0;
    let isOver = false;
    const { done } = lookAt(many, () => {
      const start = performance.now();
      while (performance.now() - start < 12) {}
    });
    const counting = (async () => {
      for (; !isOver; turns++) {
        await setImmediate();
      }
    })();
    await done;
    isOver = true;
    await counting;
    assert.ok(turns >= many.length, `${turns} turns`);
  });

  test('goes on after a folder that could not be read', async () => {
    const sweep = new Sweep();
    await assert.rejects(sweep.read(() => Promise.reject(new Error('no'))));
    assert.equal(await sweep.check(async () => 'checked'), 'checked');
    assert.equal(await sweep.read(async () => 'next'), 'next');
  });
});
