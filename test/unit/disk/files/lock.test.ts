import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { acquireLock } from '../../../../src/disk/files/lock.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

const busy = { kind: 'busy', skill: 's' } as const;

describe('a lock between processes', () => {
  it('goes from one to the next, never to two', async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, 'deep', 'a.lock');
    let held = 0;
    let most = 0;
    const take = async () => {
      const lock = await acquireLock(path, { patience: 30_000, whenBusy: busy });
      assertOk(lock);
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
    assertOk(lock);
    await folder[Symbol.asyncDispose]();
    await lock.value.release();
  });

  it('is noticed as lost by a process that stood still while it was looking', async t => {
    await using folder = await tempFolder();
    const path = join(folder.path, 'a.lock');
    const lock = await acquireLock(path, { patience: 0, whenBusy: busy });
    assertOk(lock);
    const owner = `${path}.owner`;
    const self = await readFile(owner, 'utf8');
    // A pipe: the look goes on when somebody writes into it.
    await rm(owner);
    execFileSync('mkfifo', [owner]);
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const isOurs = lock.value.isOurs();
    const writer = await open(owner, 'w');
    t.mock.timers.setTime(Date.now() + 20_000);
    await writer.writeFile(self);
    await writer.close();
    assert.equal(await isOurs, false);
    t.mock.timers.reset();
    await rm(owner);
    await lock.value.release();
  });

  it('is noticed as lost by a process that stood still, whoever took it meanwhile', async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, 'a.lock');
    const script = resolve(import.meta.dirname, '../../../support/process/standStill.ts');
    const staleAfter = 2_000;
    const child = spawn(process.execPath, [script, path, `${staleAfter}`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const next = async () => String((await once(lines, 'line'))[0]);
    const ask = async () => {
      child.stdin.write('\n');
      return next();
    };
    assert.equal(await next(), 'taken');
    assert.equal(await ask(), 'ours');
    child.kill('SIGSTOP');
    const second = await acquireLock(path, { patience: 60_000, whenBusy: busy, staleAfter });
    assert.ok(second.ok && second.value.tookOver, 'nobody had given it back');
    child.kill('SIGCONT');
    assert.equal(await ask(), 'lost');
    assert.ok(await second.value.isOurs());
    child.stdin.end();
    await once(child, 'exit');
    assert.ok(await second.value.isOurs(), 'it is not taken away by who lost it');
    await second.value.release();
    const third = await acquireLock(path, { patience: 0, whenBusy: busy, staleAfter });
    assert.ok(third.ok && !third.value.tookOver);
    await third.value.release();
  });
});
