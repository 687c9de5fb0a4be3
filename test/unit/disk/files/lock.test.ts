import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { acquireLock } from '../../../../src/disk/files/lock.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

const busy = { kind: 'busy', skill: 's' } as const;

describe('a lock between processes', () => {
  it('goes from one to the next, never to two', async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, 'deep', 'a.lock');
    let held = 0;
    let most = 0;
    const take = async () => {
      const lock = await acquireLock(path, { patience: 30_000, whenBusy: busy });
      assert.ok(lock.ok);
      most = Math.max(most, ++held);
      await new Promise(resolve => setImmediate(resolve));
      held--;
      await lock.value.release();
    };
    await Promise.all([take(), take(), take(), take()]);
    assert.equal(most, 1);
  });

  it('says when it cannot be made', async () => {
    await using folder = await tempFolder();
    await writeFile(join(folder.path, 'file'), '');
    const lock = await acquireLock(join(folder.path, 'file', 'a.lock'), { patience: 0, whenBusy: busy });
    assert.ok(!lock.ok && (lock.failure.kind === 'unwritable' || lock.failure.kind === 'already-exists'));
  });

  it('may be cleaned away under its holder', async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, 'a.lock');
    const lock = await acquireLock(path, { patience: 0, whenBusy: busy });
    assert.ok(lock.ok);
    await folder[Symbol.asyncDispose]();
    await lock.value.release();
  });
});
