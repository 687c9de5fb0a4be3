import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';
import { writeAtomically } from '../../../../src/disk/files/writeAtomically.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

test('text and bytes come to be in the file, with nothing beside it', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a.json');
  assert.deepEqual(await writeAtomically(path, 'é'), { ok: true, value: null });
  assert.equal(await readFile(path, 'utf8'), 'é');
  await writeAtomically(path, new Uint8Array([1, 2, 3]));
  assert.deepEqual(await readFile(path), Buffer.from([1, 2, 3]));
  assert.deepEqual(await readdir(folder.path), ['a.json']);
});

test('the permissions of a file that was there stay', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a.sh');
  await writeFile(path, '', { mode: 0o750 });
  await writeAtomically(path, 'new');
  assert.equal(((await stat(path)).mode & 0o777).toString(8), '750');
});

test('of many writes at the same time one wins whole', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a');
  const texts = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(50_000));
  await Promise.all(texts.map(text => writeAtomically(path, text)));
  assert.ok(texts.includes(await readFile(path, 'utf8')));
  assert.deepEqual(await readdir(folder.path), ['a']);
});

test('where nothing can be written that is said, and what was there stays', async () => {
  await using folder = await tempFolder();
  const missing = await writeAtomically(join(folder.path, 'not', 'there'), 'x');
  assert.ok(!missing.ok);
  assert.match(failureSentences(missing.failure), /not.there cannot be written: it does not exist\./);

  await mkdir(join(folder.path, 'directory'));
  await writeFile(join(folder.path, 'directory', 'kept'), 'kept');
  const directory = await writeAtomically(join(folder.path, 'directory'), 'x');
  assert.ok(!directory.ok);
  assert.match(failureSentences(directory.failure), /cannot be written: it is a folder\./);
  assert.deepEqual(await readdir(folder.path), ['directory']);
  assert.equal(await readFile(join(folder.path, 'directory', 'kept'), 'utf8'), 'kept');
});
