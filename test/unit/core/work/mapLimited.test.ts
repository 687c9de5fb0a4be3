import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapLimited } from '../../../../src/core/work/mapLimited.ts';

test('no more than the limit are at work, and the results keep the order', async () => {
  let atWork = 0;
  let most = 0;
  const results = await mapLimited([5, 1, 4, 2, 3], 2, async number => {
    most = Math.max(most, ++atWork);
    for (let turn = 0; turn < number; turn++) {
      await Promise.resolve();
    }
    atWork--;
    return number * 10;
  });
  assert.deepEqual(results, [50, 10, 40, 20, 30]);
  assert.equal(most, 2);
});

test('nothing is done for nothing', async () => {
  const never = async () => assert.fail('There is no item.');
  assert.deepEqual(await mapLimited([], 4, never), []);
});
