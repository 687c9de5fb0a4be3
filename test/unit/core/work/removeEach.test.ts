import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failed, success } from '../../../../src/core/text/result.ts';
import { removeEach } from '../../../../src/core/work/removeEach.ts';

/** Removes a, b and c where the trash takes those in `taken`; tells what was done, in order. */
async function remove(taken: string, mayGo: boolean, trouble = '') {
  const done: string[] = [];
  const result = await removeEach(['a', 'b', 'c'], {
    toTrash: async thing => {
      const isTaken = taken.includes(thing);
      done.push(`${isTaken ? 'trash' : 'no trash for'} ${thing}`);
      return isTaken;
    },
    forGood: async thing => {
      done.push(`for good ${thing}`);
      return thing === trouble ? failed('trouble') : success(null);
    },
    mayGoForGood: async left => {
      done.push(`asked for ${left.join()}`);
      return mayGo;
    },
    onGone: async thing => {
      done.push(`gone ${thing}`);
      return success(null);
    },
  });
  return { done: done.join('; '), result };
}

describe('Things that are taken away one by one', () => {
  it('go to the trash, and nobody is asked anything', async () => {
    const { done, result } = await remove('abc', false);
    assert.equal(done, 'trash a; gone a; trash b; gone b; trash c; gone c');
    assert.deepEqual(result, success({ kept: 0 }));
  });

  it('never go for good unasked, also where the trash took the first one', async () => {
    const { done, result } = await remove('a', false);
    assert.equal(done, 'trash a; gone a; no trash for b; asked for b,c');
    assert.deepEqual(result, success({ kept: 2 }));
  });

  it('go for good after one answer for all that are left', async () => {
    const { done } = await remove('ac', true);
    assert.equal(
      done,
      'trash a; gone a; no trash for b; asked for b,c; for good b; gone b; for good c; gone c',
    );
  });

  it('stop at the first that cannot be removed', async () => {
    const { done, result } = await remove('', true, 'b');
    assert.equal(done, 'no trash for a; asked for a,b,c; for good a; gone a; for good b');
    assert.deepEqual(result, failed('trouble'));
  });
});
