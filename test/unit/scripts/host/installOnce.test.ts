import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { installOnce } from '../../../../scripts/host/installOnce.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

function startInstaller(folder: string) {
  const script = join(import.meta.dirname, '../../../support/process/installAndRun.ts');
  return spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('processes that unpack a program at the same time all run it, and leave one copy', async () => {
  await using parent = await tempFolder();
  const folder = join(parent.path, 'unpacked');
  const said = await Promise.all([1, 2, 3, 4].map(() => text(startInstaller(folder).stdout)));
  for (const lines of said) {
    assert.match(lines, /^(begins\n)?runs\n$/);
  }
  assert.deepEqual(await readdir(parent.path), ['unpacked']);
});

test('two parts of one process that unpack at the same time both find it whole', async () => {
  await using parent = await tempFolder();
  const folder = join(parent.path, 'unpacked');
  const make = async (partial: string) => {
    await writeFile(join(partial, 'first'), 'first');
    await new Promise(resolve => setImmediate(resolve));
    await writeFile(join(partial, 'second'), 'second');
  };
  const found = await Promise.all([installOnce(folder, make), installOnce(folder, make)]);
  assert.deepEqual(found, [folder, folder]);
  assert.deepEqual((await readdir(folder)).sort(), ['first', 'second']);
  assert.deepEqual(await readdir(parent.path), ['unpacked']);
});

test('what fails leaves nothing, and is tried anew the next time', async () => {
  await using parent = await tempFolder();
  const folder = join(parent.path, 'unpacked');
  await assert.rejects(
    installOnce(folder, async partial => {
      await writeFile(join(partial, 'half'), '');
      throw new Error('The network is down.');
    }),
    /The network is down/,
  );
  assert.deepEqual(await readdir(parent.path), []);
  await installOnce(folder, partial => writeFile(join(partial, 'whole'), 'whole'));
  assert.equal(await readFile(join(folder, 'whole'), 'utf8'), 'whole');
});

test('what a process was at when it was killed is removed by the next one', async () => {
  await using parent = await tempFolder();
  const folder = join(parent.path, 'unpacked');
  const killed = startInstaller(folder);
  await once(createInterface({ input: killed.stdout }), 'line');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  assert.equal((await readdir(parent.path)).length, 1);
  await installOnce(folder, partial => writeFile(join(partial, 'whole'), 'whole'));
  assert.deepEqual(await readdir(parent.path), ['unpacked']);
});
