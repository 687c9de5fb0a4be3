import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { packToTemp } from '../../../../src/core/bundle/zip/packToTemp.ts';
import { packToFile } from '../../../../src/disk/files/packToFile.ts';
import { tempFiles } from '../../../../src/disk/files/tempFiles.ts';
import { writeAtomically } from '../../../../src/disk/files/writeAtomically.ts';
import { everythingIn, tempFolderOf } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';
import { type MemoryEntry, memoryFolder } from '../../../support/skill/memoryFolder.ts';
import { packed } from '../../../support/zip/packed.ts';

type OpenCallback = (error: NodeJS.ErrnoException | null, fd: number) => void;

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    yield Buffer.from(text);
  }
}

async function selected(entries: Readonly<Record<string, MemoryEntry>>) {
  const folder = memoryFolder('demo', entries);
  const selection = await selectFiles(folder);
  assertOk(selection);
  return { folder, selection: selection.value };
}

describe('a temporary file', () => {
  test('is kept elsewhere where somebody else has taken the name of our folder', async context => {
    const root = await tempFolderOf(context);
    const theirs = join(root, 'theirs');
    await mkdir(theirs);
    await symlink(theirs, join(root, 'own'));
    const files = tempFiles(join(root, 'own'));
    const stored = await files.store(chunks('ours'));
    assertOk(stored);
    assert.equal(await (await stored.value.blob()).text(), 'ours');
    assert.deepEqual(await everythingIn(theirs), []);
    const own = (await everythingIn(root)).find(name => name.startsWith('own-')) ?? '';
    assert.equal((await stat(join(root, own))).mode & 0o777, 0o700);
    files.removeRest();
    assert.deepEqual(await everythingIn(join(root, own)), []);
  });

  test('holds what it was given, for its owner only, until it is removed', async context => {
    const root = await tempFolderOf(context);
    const stored = await tempFiles(join(root, 'a/b')).store(chunks('one ', 'two'));
    assertOk(stored);
    assert.equal(stored.value.size, 7);
    assert.equal(await (await stored.value.blob()).text(), 'one two');
    const [name = ''] = await everythingIn(join(root, 'a/b'));
    assert.equal((await stat(join(root, 'a/b', name))).mode & 0o777, 0o600);
    assert.equal((await stat(join(root, 'a/b'))).mode & 0o777, 0o700);
    await stored.value.remove();
    await stored.value.remove();
    assert.deepEqual(await everythingIn(join(root, 'a/b')), []);
  });

  test('is not left when its source breaks, when the person cancels, or when it cannot be written', async context => {
    const root = await tempFolderOf(context);
    async function* broken() {
      yield Buffer.from('one');
      throw new TypeError('a bug');
    }
    await assert.rejects(tempFiles(root).store(broken()), /a bug/);
    const cancelled = await tempFiles(root).store(chunks('one'), AbortSignal.abort());
    assert.deepEqual(cancelled, { ok: false, failure: { kind: 'cancelled' } });
    assert.deepEqual(await everythingIn(root), []);
    await writeFile(join(root, 'file'), '');
    const impossible = await tempFiles(join(root, 'file')).store(chunks('one'));
    assert.ok(!impossible.ok);
    assert.deepEqual(await everythingIn(root), ['file']);
  });

  test('that a killed process left is removed a day later', async context => {
    const root = await tempFolderOf(context);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const name of ['bundle-old.zip', 'bundle-new.zip', 'other-old.zip']) {
      await writeFile(join(root, name), '');
      if (name.includes('old')) {
        await utimes(join(root, name), twoDaysAgo, twoDaysAgo);
      }
    }
    const stored = await tempFiles(root).store(chunks('x'));
    assertOk(stored);
    await stored.value.remove();
    assert.deepEqual(await everythingIn(root), ['bundle-new.zip', 'other-old.zip']);
  });

  test('is stored also where an old one cannot be removed', async context => {
    const root = await tempFolderOf(context);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    // What no file can be removed by, as what another program holds on Windows.
    await mkdir(join(root, 'bundle-held.zip'));
    await utimes(join(root, 'bundle-held.zip'), twoDaysAgo, twoDaysAgo);
    assert.ok((await tempFiles(root).store(chunks('x'))).ok);
  });
});

describe('packing into a temporary file', () => {
  test('keeps the bundle and says what is in it', async context => {
    const root = await tempFolderOf(context);
    const { folder, selection } = await selected({ 'SKILL.md': 'x', 'a.bin': randomBytes(300_000) });
    const stored = await packToTemp(folder, selection, tempFiles(root), { topFolder: 'demo' });
    assertOk(stored);
    const { file, packed: bundle } = stored.value;
    assert.equal(file.size, bundle.size);
    assert.ok((await packed(folder)).zip.equals(Buffer.from(await (await file.blob()).arrayBuffer())));
  });

  test('leaves nothing when a file changed, and names it', async context => {
    const root = await tempFolderOf(context);
    const { folder, selection } = await selected({
      'SKILL.md': 'x',
      'a.bin': randomBytes(300_000),
      'b.md': '',
    });
    folder.entries.set('b.md', 'changed');
    const stored = await packToTemp(folder, selection, tempFiles(root), { topFolder: 'demo' });
    assert.deepEqual(stored, { ok: false, failure: { kind: 'changed-meanwhile', path: 'b.md' } });
    assert.deepEqual(await everythingIn(root), []);
  });

  test('leaves nothing when the person cancels, or a path is refused', async context => {
    const root = await tempFolderOf(context);
    const { folder, selection } = await selected({ 'SKILL.md': 'x' });
    const options = { topFolder: 'demo', signal: AbortSignal.abort() };
    const cancelled = await packToTemp(folder, selection, tempFiles(root), options);
    assert.deepEqual(cancelled, { ok: false, failure: { kind: 'cancelled' } });
    const refused = await packToTemp(folder, selection, tempFiles(root), { topFolder: '../demo' });
    assert.equal(refused.ok ? '' : refused.failure.kind, 'refused-paths');
    assert.deepEqual(await everythingIn(root), []);
  });

  test('fails as the temporary file does when that cannot be written', async context => {
    const root = await tempFolderOf(context);
    await writeFile(join(root, 'file'), '');
    const { folder, selection } = await selected({ 'SKILL.md': 'x', 'a.bin': randomBytes(9_000_000) });
    const stored = await packToTemp(folder, selection, tempFiles(join(root, 'file/sub')), {
      topFolder: 'demo',
    });
    assert.ok(!stored.ok);
    assert.equal(stored.failure.kind, 'unwritable');
    assert.match(JSON.stringify(stored.failure), /file\/sub/);
  });
});

test('a packed file replaces an older one only when it is whole', async context => {
  const root = await tempFolderOf(context);
  const path = join(root, 'demo.zip');
  await writeFile(path, 'older');
  const { folder, selection } = await selected({ 'SKILL.md': 'x', 'a.md': 'a' });
  folder.entries.set('a.md', 'changed');
  assert.ok(!(await packToFile(folder, selection, path, { topFolder: 'demo' })).ok);
  assert.equal(await readFile(path, 'utf8'), 'older');
  folder.entries.set('a.md', 'a');
  assert.ok((await packToFile(folder, selection, path, { topFolder: 'demo' })).ok);
  assert.ok((await packed(folder)).zip.equals(await readFile(path)));
  assert.deepEqual(await everythingIn(root), ['demo.zip']);
});

test('a packing that fails at once leaves nothing behind, however late the system opens its file', async context => {
  const root = await tempFolderOf(context);
  const { folder, selection } = await selected({ 'SKILL.md': 'x', 'a.md': 'a' });
  folder.entries.set('SKILL.md', 'changed');
  const { open } = fs;
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  context.mock.method(fs, 'open', (path: string, flags: string, mode: number, done: OpenCallback) => {
    setTimeout(() => {
      open(path, flags, mode, (error, fd) => {
        done(error, fd);
        resolve();
      });
    }, 50);
  });
  assert.ok(!(await packToFile(folder, selection, join(root, 'demo.zip'), { topFolder: 'demo' })).ok);
  await opened;
  assert.deepEqual(await everythingIn(root), []);
});

test('a bundle with refused paths is refused as that, also where its file cannot be written', async context => {
  const root = await tempFolderOf(context);
  const { folder, selection } = await selected({ 'SKILL.md': 'x', CON: 'x' });
  const packed = await packToFile(folder, selection, join(root, 'missing', 'demo.zip'), {
    topFolder: 'demo',
  });
  assert.equal(packed.ok ? null : packed.failure.kind, 'refused-paths');
});

test('an atomic write replaces the content, or leaves it and says why', async context => {
  const root = await tempFolderOf(context);
  const path = join(root, 'a.json');
  assert.ok((await writeAtomically(path, 'one')).ok);
  assert.ok((await writeAtomically(path, Buffer.from('two'))).ok);
  assert.equal(await readFile(path, 'utf8'), 'two');
  await mkdir(join(root, 'folder'));
  const failure = await writeAtomically(join(root, 'folder'), 'x');
  assert.ok(!failure.ok);
  assert.deepEqual(await everythingIn(root), ['a.json', 'folder']);
});
