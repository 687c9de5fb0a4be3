import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { failed, success } from '../../../../src/core/text/result.ts';
import { placeFolder, recoverFolder } from '../../../../src/disk/files/placeFolder.ts';
import { replaceAndDie } from '../../../support/process/replaceAndDie.ts';
import { everythingIn, tempFolderOf } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';
import { packed } from '../../../support/zip/packed.ts';

async function fill(directory: string) {
  await mkdir(join(directory, 'sub'));
  await writeFile(join(directory, 'sub/new.md'), 'new');
  return success('filled');
}

async function writeOld(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'old.md'), 'old');
}

/** The process id of a process that is no more. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('a folder is placed', () => {
  test('where there was nothing, with the directories above it', async context => {
    const root = await tempFolderOf(context);
    const placed = await placeFolder(join(root, 'a/b/demo'), fill);
    assert.deepEqual(placed, { ok: true, value: 'filled' });
    assert.deepEqual(await everythingIn(root), [
      'a',
      'a/b',
      'a/b/demo',
      'a/b/demo/sub',
      'a/b/demo/sub/new.md',
    ]);
  });

  test('not where there is one, which stays as it was', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    const placed = await placeFolder(join(root, 'demo'), fill);
    assert.deepEqual(placed, { ok: false, failure: { kind: 'already-exists', path: join(root, 'demo') } });
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md']);
  });

  test('not where one appeared meanwhile', async context => {
    const root = await tempFolderOf(context);
    const placed = await placeFolder(join(root, 'demo'), async directory => {
      await writeOld(join(root, 'demo'));
      return fill(directory);
    });
    assert.deepEqual(placed, { ok: false, failure: { kind: 'already-exists', path: join(root, 'demo') } });
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md']);
  });

  test('instead of another one, which is kept as the backup', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    const placed = await placeFolder(join(root, 'demo'), fill, { backup: join(root, 'kept/demo') });
    assertOk(placed);
    assert.deepEqual(await everythingIn(root), [
      'demo',
      'demo/sub',
      'demo/sub/new.md',
      'kept',
      'kept/demo',
      'kept/demo/old.md',
    ]);
  });

  test('not when the backup exists already', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    await writeOld(join(root, 'kept'));
    const placed = await placeFolder(join(root, 'demo'), fill, { backup: join(root, 'kept') });
    assert.deepEqual(placed, { ok: false, failure: { kind: 'already-exists', path: join(root, 'kept') } });
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md', 'kept', 'kept/old.md']);
  });

  test('not when filling it fails or throws; nothing is left then', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    const target = join(root, 'demo');
    const backup = join(root, 'kept');
    const cancelled = await placeFolder(
      target,
      async directory => {
        await fill(directory);
        return failed({ kind: 'cancelled' });
      },
      { backup },
    );
    assert.deepEqual(cancelled, { ok: false, failure: { kind: 'cancelled' } });
    await assert.rejects(
      placeFolder(target, () => Promise.reject(new TypeError('a bug')), { backup }),
      /a bug/,
    );
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md']);
  });

  test('not when the backup cannot be made: then the old one is back', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    await writeFile(join(root, 'file'), '');
    const placed = await placeFolder(join(root, 'demo'), fill, { backup: join(root, 'file/kept') });
    assert.equal(placed.ok ? '' : placed.failure.kind, 'unwritable');
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md', 'file']);
  });

  test('not when the system refuses the last move, as Windows does for an open file: then the old one is back', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    const target = join(root, 'demo');
    const real = fs.renameSync;
    const refusal = Object.assign(new Error('busy'), { code: 'EBUSY' });
    context.mock.method(fs, 'renameSync', (from: string, to: string) => {
      if (to === target && !existsSync(join(from, 'old.md'))) {
        throw refusal;
      }
      real(from, to);
    });
    syncBuiltinESMExports();
    context.after(() => {
      context.mock.restoreAll();
      syncBuiltinESMExports();
    });
    const placed = await placeFolder(target, fill, { backup: join(root, 'kept') });
    assert.deepEqual(placed, { ok: false, failure: { kind: 'unwritable', path: target, cause: 'EBUSY' } });
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md']);
  });

  test('instead of a link, which leads on where it led, from the backup', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(root, 'demo'));
    assert.ok((await placeFolder(join(root, 'demo'), fill, { backup: join(root, 'kept') })).ok);
    assert.equal(await readFile(join(root, 'elsewhere/old.md'), 'utf8'), 'old');
    assert.deepEqual(await readdir(join(root, 'demo')), ['sub']);
  });
});

describe('a backup on another volume', () => {
  /** A directory on another volume than this one, or null where the machine has none. */
  async function elsewhere(context: TestContext, root: string): Promise<string | null> {
    const other = '/dev/shm';
    if (!existsSync(other) || statSync(other).dev === statSync(root).dev) {
      context.skip('this machine has no second volume');
      return null;
    }
    const kept = await mkdtemp(join(other, 'skillwright-test-'));
    context.after(() => rm(kept, { recursive: true }));
    return kept;
  }

  test('has all that was in the folder', async context => {
    const root = await tempFolderOf(context);
    const kept = await elsewhere(context, root);
    if (kept === null) {
      return;
    }
    await writeOld(join(root, 'demo'));
    await symlink('old.md', join(root, 'demo/link'));
    assert.ok((await placeFolder(join(root, 'demo'), fill, { backup: join(kept, 'demo') })).ok);
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/sub', 'demo/sub/new.md']);
    assert.deepEqual(await everythingIn(kept), ['demo', 'demo/link', 'demo/old.md']);
    assert.equal(await readlink(join(kept, 'demo/link')), 'old.md');
  });

  test('is not there by half when something cannot be copied; the folder is as it was', async context => {
    const root = await tempFolderOf(context);
    const kept = await elsewhere(context, root);
    if (kept === null) {
      return;
    }
    await writeOld(join(root, 'demo'));
    // What cannot be copied.
    assert.equal(spawnSync('mkfifo', [join(root, 'demo/pipe')]).status, 0);
    const placed = await placeFolder(join(root, 'demo'), fill, { backup: join(kept, 'demo') });
    assert.equal(placed.ok ? '' : placed.failure.kind, 'unwritable');
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md', 'demo/pipe']);
    assert.deepEqual(await everythingIn(kept), []);
  });

  test('of which a killed process copied a part is made whole', async context => {
    const root = await tempFolderOf(context);
    const kept = await elsewhere(context, root);
    if (kept === null) {
      return;
    }
    await writeOld(join(root, 'demo'));
    assert.equal(await replaceAndDie(join(root, 'demo'), join(kept, 'demo'), 'copying'), 'SIGKILL');
    const recovered = await recoverFolder(join(root, 'demo'), kept);
    assert.deepEqual(recovered, [{ kind: 'kept-backup', backup: join(kept, 'demo') }]);
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/SKILL.md']);
    assert.deepEqual(await everythingIn(kept), ['demo', 'demo/old.md']);
  });
});

describe('what a killed process left', () => {
  /** A work directory of a process that is no more. */
  async function abandoned(root: string, parts: readonly string[], backup: string | null): Promise<void> {
    const work = join(root, `.demo.skillwright-${deadPid()}-0123abcd`);
    for (const part of parts) {
      await writeOld(join(work, part));
    }
    await mkdir(work, { recursive: true });
    if (backup !== null) {
      await writeFile(join(work, 'backup'), backup);
    }
  }

  test('before anything was moved is removed', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    await abandoned(root, ['new'], join(root, 'kept'));
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), [{ kind: 'removed' }]);
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md']);
  });

  test('between the two moves is turned back', async context => {
    const root = await tempFolderOf(context);
    await abandoned(root, ['new', 'old'], join(root, 'kept'));
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), [{ kind: 'put-back' }]);
    assert.deepEqual(await everythingIn(root), ['demo', 'demo/old.md']);
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), [], 'once');
  });

  test('before the backup was moved is brought to its end', async context => {
    const root = await tempFolderOf(context);
    await fill(join(root, await mkdir(join(root, 'demo'), { recursive: true }).then(() => 'demo')));
    await abandoned(root, ['old'], join(root, 'kept'));
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), [
      { kind: 'kept-backup', backup: join(root, 'kept') },
    ]);
    assert.deepEqual(await everythingIn(root), [
      'demo',
      'demo/sub',
      'demo/sub/new.md',
      'kept',
      'kept/old.md',
    ]);
  });

  test('is found by the next replacement, too', async context => {
    const root = await tempFolderOf(context);
    await abandoned(root, ['new', 'old'], join(root, 'kept'));
    assert.ok((await placeFolder(join(root, 'demo'), fill, { backup: join(root, 'kept') })).ok);
    assert.deepEqual(await everythingIn(root), [
      'demo',
      'demo/sub',
      'demo/sub/new.md',
      'kept',
      'kept/old.md',
    ]);
  });

  test('stays where it is when its backup would go elsewhere, as somebody may have written into it', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'ours/demo'));
    for (const backup of [join(root, 'theirs'), join(root, 'kept/../theirs'), join(root, 'kept'), '']) {
      const work = join(root, `ours/.demo.skillwright-${deadPid()}-0123abcd`);
      await writeOld(join(work, 'old'));
      await writeFile(join(work, 'backup'), backup);
      const before = await everythingIn(root);
      assert.deepEqual(await recoverFolder(join(root, 'ours/demo'), join(root, 'kept')), []);
      assert.deepEqual(await recoverFolder(join(root, 'ours/demo'), null), []);
      assert.deepEqual(await everythingIn(root), before, backup);
      await rm(work, { recursive: true });
    }
  });

  test('does not replace a backup that is there already', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'demo'));
    await writeOld(join(root, 'kept'));
    await abandoned(root, ['old'], join(root, 'kept'));
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), []);
    assert.equal(await readFile(join(root, 'kept/old.md'), 'utf8'), 'old');
  });

  test('is no link to a directory elsewhere', async context => {
    const root = await tempFolderOf(context);
    await writeOld(join(root, 'elsewhere/old'));
    await symlink(join(root, 'elsewhere'), join(root, `.demo.skillwright-${deadPid()}-0123abcd`));
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), []);
    assert.equal(existsSync(join(root, 'elsewhere/old/old.md')), true);
    assert.equal(existsSync(join(root, 'demo')), false);
  });

  test('is left alone while its process is alive, and where the name only looks like it', async context => {
    const root = await tempFolderOf(context);
    const names = [
      `.demo.skillwright-${process.pid}-0123abcd`,
      '.demo.skillwright-x-0123abcd',
      `.demo2.skillwright-${deadPid()}-0123abcd`,
      '.demo.skillwright-1',
    ];
    for (const name of names) {
      await mkdir(join(root, name));
    }
    assert.deepEqual(await recoverFolder(join(root, 'demo'), root), []);
    assert.deepEqual(await everythingIn(root), names.toSorted());
  });
});

test('a process that is killed between the two moves leaves the old folder, which comes back', async context => {
  const root = await tempFolderOf(context);
  const target = join(root, 'skills/demo');
  await writeOld(target);
  const end = await replaceAndDie(target, join(root, 'kept/now/demo'));
  assert.equal(end, 'SIGKILL');
  assert.equal(existsSync(target), false, 'the instant in which there is no folder');
  assert.deepEqual(await recoverFolder(target, join(root, 'kept')), [{ kind: 'put-back' }]);
  assert.deepEqual(await everythingIn(root), ['skills', 'skills/demo', 'skills/demo/old.md']);
});

test('a process that is killed while it replaces a folder leaves the old one or the new one', async context => {
  const root = await tempFolderOf(context);
  const contents = ['one', 'two'].map(text =>
    Object.fromEntries(['SKILL.md', 'a.md', 'b/c.md', 'b/d/e.md'].map(path => [path, text])),
  );
  for (const [index, content] of contents.entries()) {
    await writeFile(join(root, `${index}.zip`), (await packed(memoryFolder('demo', content))).zip);
  }
  const target = join(root, 'skills/demo');
  const script = join(import.meta.dirname, '../../../support/process/replaceForever.ts');
  for (let round = 0; round < 12; round++) {
    const zips = [join(root, '0.zip'), join(root, '1.zip')];
    const child = spawn(process.execPath, [script, target, join(root, 'kept'), ...zips], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await wait(Math.random() * 30);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await recoverFolder(target, join(root, 'kept'));
    const texts = await Promise.all(
      Object.keys(contents[0] ?? {}).map(path => readFile(join(target, path), 'utf8')),
    );
    assert.equal(new Set(texts).size, 1, texts.join());
    assert.deepEqual(await readdir(join(root, 'skills')), ['demo']);
  }
});
