import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Link, linkOf, withLink } from '../../../../src/core/link/linkFile.ts';
import { linkFile } from '../../../../src/disk/link/linkFile.ts';
import { linkPlaces } from '../../../../src/disk/link/linkPlaces.ts';
import { assertOk } from '../../../support/result.ts';

const link: Link = {
  skillId: 'skill_1',
  name: 'n',
  version: '1',
  digest: 'sha256:0',
  publishedAt: '2026-11-21T10:00:00.000Z',
};

/** What is contested in a registry. */
const of = (registryKey: string, skill = 'skill_1') => ({ folder: 'a', registryKey, skill });

describe('the link file on disk', () => {
  let root: string;
  let state: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'skillwright-links-'));
    state = await mkdtemp(join(tmpdir(), 'skillwright-locks-'));
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
    await rm(state, { recursive: true });
  });
  const open = (patience = 5_000) => linkFile(join(root, '.skillwright.json'), { state, patience });

  it('comes into being with the first link, and leaves nothing else behind', async () => {
    const store = open();
    assert.ok((await store.read()).ok);
    assert.deepEqual(await readdir(root), []);
    const written = await store.update(file => withLink(file, 'a', 'openai', link));
    assertOk(written);
    assert.deepEqual(await readdir(root), ['.skillwright.json']);
    const again = await open().read();
    assertOk(again);
    assert.deepEqual(linkOf(again.value, 'a', 'openai'), link);
  });

  it('is not written where nothing changes', async () => {
    const store = open();
    await store.update(file => file);
    assert.deepEqual(await readdir(root), []);
  });

  it('loses no update of those that happen at the same time', async () => {
    const stores = [open(), open(), open()];
    const updates = Array.from({ length: 30 }, (_, index) =>
      (stores[index % 3] as (typeof stores)[0]).update(file => withLink(file, `s${index}`, 'openai', link)),
    );
    for (const done of await Promise.all(updates)) {
      assertOk(done);
    }
    const file = await open().read();
    assertOk(file);
    for (let index = 0; index < 30; index++) {
      assert.ok(linkOf(file.value, `s${index}`, 'openai'));
    }
  });

  it('is left alone when it is malformed', async () => {
    const path = join(root, '.skillwright.json');
    await writeFile(path, '<<<<<<< HEAD\n');
    const store = open();
    const read = await store.read();
    assert.ok(!read.ok && read.failure.kind === 'malformed-file');
    const updated = await store.update(file => withLink(file, 'a', 'openai', link));
    assert.ok(!updated.ok && updated.failure.kind === 'malformed-file');
    assert.equal(await readFile(path, 'utf8'), '<<<<<<< HEAD\n');
  });

  it('is not taken for empty, and not replaced, when it cannot be read', async () => {
    const path = join(root, '.skillwright.json');
    await mkdir(path);
    const unreadable = { ok: false, failure: { kind: 'unreadable', path, cause: 'EISDIR' } };
    assert.deepEqual(await open().read(), unreadable);
    assert.deepEqual(await open().update(file => withLink(file, 'a', 'openai', link)), unreadable);
    assert.deepEqual(await readdir(root), ['.skillwright.json']);
  });

  it('finds the skill of a folder by its manifest, among other files and however it is spelt', async () => {
    for (const [folder, ...names] of [
      ['a', 'aaa.md', 'SKILL.md', 'zzz.md'],
      ['b', 'skill.MD'],
      ['c', 'README.md'],
    ] as const) {
      await mkdir(join(root, folder));
      for (const name of names) {
        await writeFile(join(root, folder, name), '');
      }
    }
    const found = await Promise.all(
      ['a', 'b', 'c', 'd', join(root, 'a')].map(folder => open().exists(folder)),
    );
    assert.deepEqual(found, [true, true, false, false, true]);
  });

  it('is not written where its lock cannot be had', async () => {
    const occupied = join(state, 'occupied');
    await writeFile(occupied, '');
    const store = linkFile(join(root, '.skillwright.json'), { state: occupied, patience: 0 });
    const updated = await store.update(file => withLink(file, 'a', 'openai', link));
    assert.ok(!updated.ok && ['unwritable', 'already-exists'].includes(updated.failure.kind));
    assert.deepEqual(await readdir(root), []);
  });

  it('says when it cannot be written, with the old content in place', async () => {
    const inTheWay = linkFile(join(root, 'gone', '.skillwright.json'), { state });
    const updated = await inTheWay.update(file => withLink(file, 'a', 'openai', link));
    assert.ok(!updated.ok && updated.failure.kind === 'unwritable');
  });

  it('lets one publish a skill to a registry at a time, and others meanwhile', async () => {
    const first = await open().takeTurn(of('openai'));
    assertOk(first);
    const same = await open(0).takeTurn(of('openai'));
    assert.ok(!same.ok && same.failure.kind === 'busy');
    const other = await open(0).takeTurn(of('anthropic'));
    assertOk(other);
    await first.value.release();
    await first.value.release();
    const next = await open(0).takeTurn(of('openai'));
    assertOk(next);
    await next.value.release();
    await other.value.release();
  });

  it('holds the same lock for every way to spell the folder', async () => {
    const alias = `${root}-alias`;
    await symlink(root, alias);
    try {
      const first = await open().takeTurn(of('openai'));
      assertOk(first);
      const second = await linkFile(join(alias, '.skillwright.json'), { state, patience: 0 }).takeTurn(
        of('openai'),
      );
      assert.ok(!second.ok && second.failure.kind === 'busy');
      await first.value.release();
    } finally {
      await rm(alias);
    }
  });

  it('makes two checkouts of one person take turns for a skill, wherever their temporary folders are', async () => {
    const elsewhere = linkFile(join(root, 'other', '.skillwright.json'), { state, patience: 0 });
    const first = await open().takeTurn(of('openai'));
    assertOk(first);
    const same = await elsewhere.takeTurn(of('openai'));
    assert.ok(!same.ok && same.failure.kind === 'busy');
    const other = await elsewhere.takeTurn(of('openai', 'skill_2'));
    assertOk(other);
    await other.value.release();
    await first.value.release();
  });

  it('keeps the embedded registries of two data directories apart', async () => {
    const elsewhere = linkFile(join(root, 'other', 'links.json'), { state, patience: 0 });
    const first = await open().takeTurn(of('local'));
    const second = await elsewhere.takeTurn(of('local'));
    assert.ok(first.ok && second.ok);
    await first.value.release();
    await second.value.release();
  });

  it('keeps in mind what was sent, by folder and registry, until it is forgotten', async () => {
    const sent = [
      { digest: 'sha256:1', skillId: null, sentAt: Date.now(), before: ['a'], stored: null },
      { digest: 'sha256:2', skillId: 's', sentAt: Date.now() - 2 * 86_400_000, before: [], stored: null },
    ];
    await open().writeSent('a', 'openai', sent);
    assert.deepEqual(await open().readSent('a', 'openai'), sent.slice(0, 1), 'nothing arrives after a day');
    assert.deepEqual(await open().readSent('a', 'anthropic'), []);
    assert.deepEqual(await open().readSent('b', 'openai'), []);
    const [name] = await readdir(join(state, 'sent'));
    await writeFile(join(state, 'sent', name ?? ''), '[{"digest":1}, null, 3]');
    assert.deepEqual(await open().readSent('a', 'openai'), []);
    await open().writeSent('a', 'openai', []);
    assert.deepEqual(await readdir(join(state, 'sent')), []);
  });

  it('stops waiting for a lock when cancelled', async () => {
    const first = await open().takeTurn(of('openai'));
    assertOk(first);
    const controller = new AbortController();
    const second = open(60_000).takeTurn(of('openai'), controller.signal);
    controller.abort();
    const ended = await second;
    assert.ok(!ended.ok && ended.failure.kind === 'cancelled');
    await first.value.release();
  });

  it('takes over the lock of a process that died', async () => {
    const first = await open().takeTurn(of('openai'));
    assertOk(first);
    const locks = join(state, 'locks');
    const name = (await readdir(locks)).find(entry => entry.endsWith('.lock'));
    assert.ok(name);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(locks, name), longAgo, longAgo);
    const second = await open(0).takeTurn(of('openai'));
    assertOk(second);
    await second.value.release();
    await first.value.release();
  });

  it('keeps links to the embedded registry out of the workspace', async () => {
    const dataDirectory = join(root, 'data');
    await mkdir(dataDirectory);
    const workspace = join(root, 'workspace');
    const skill = join(workspace, 'skills', 'a');
    await mkdir(skill, { recursive: true });
    await writeFile(join(skill, 'SKILL.md'), '');
    const placeOf = linkPlaces({ root: workspace, dataDirectory, state });
    for (const key of ['local', 'openai']) {
      const { store, folder } = placeOf(skill, key);
      assert.ok((await store.update(file => withLink(file, folder, key, link))).ok);
      assert.ok(await store.exists(folder));
      assert.ok(!(await store.exists(`${folder}-gone`)));
    }
    const shared = await readFile(join(workspace, '.skillwright.json'), 'utf8');
    assert.ok(shared.includes('"skills/a"') && shared.includes('"openai"') && !shared.includes('local'));
    const personal = await readFile(join(dataDirectory, 'links.json'), 'utf8');
    assert.ok(personal.includes(JSON.stringify(skill)) && !personal.includes('openai'));
    assert.equal(placeOf(workspace, 'openai').folder, '.');
  });
});
