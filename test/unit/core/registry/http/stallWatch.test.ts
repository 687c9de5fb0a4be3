import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StallWatch } from '../../../../../src/core/registry/http/stallWatch.ts';

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
