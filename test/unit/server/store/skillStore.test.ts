import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { SkillStore } from '../../../../src/server/store/skillStore.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { addSkill, addVersion, openStore, stateOf } from '../../../support/registry/testStore.ts';

async function emptyStore(test: TestContext) {
  const folder = await tempFolderOf(test);
  return { folder, store: await openStore(folder), other: await openStore(folder) };
}

async function contentOf(store: SkillStore, skillId: string, number: number): Promise<string | null> {
  const file = await store.bundle(skillId, number);
  if (!file) {
    return null;
  }
  const content = await file.readFile('utf8');
  await file.close();
  return content;
}

async function pageIds(store: SkillStore, order: 'asc' | 'desc', limit = 100, after?: string) {
  const cursor = after === undefined ? {} : { after };
  const { skills, hasMore } = await store.page({ order, limit, isEmptySkipped: true, ...cursor });
  return { ids: skills.map(({ id }) => id), hasMore };
}

describe('a store: publishing', () => {
  it('keeps a skill with its first version as the default', async t => {
    const { store, other } = await emptyStore(t);
    const id = await addSkill(store, 'first', 'A Label');
    assert.deepEqual(await stateOf(other, id), { versions: [1], default: 1 });
    assert.equal(await contentOf(other, id, 1), 'first');
    assert.deepEqual((await other.skill(id))?.facts, { name: 'it', label: 'A Label' });
  });

  it('leaves the default alone unless asked', async t => {
    const { store } = await emptyStore(t);
    const id = await addSkill(store);
    assert.equal(await addVersion(store, id), 2);
    assert.equal(await addVersion(store, id, { isDefault: true }), 3);
    assert.equal(await addVersion(store, id), 4);
    assert.deepEqual(await stateOf(store, id), { versions: [1, 2, 3, 4], default: 3 });
  });

  it('publishes nothing to a skill that is gone', async t => {
    const { folder, store } = await emptyStore(t);
    const id = await addSkill(store);
    await store.deleteSkill(id);
    assert.equal(await addVersion(store, id), null);
    assert.deepEqual(await readdir(join(folder, 'skills')), []);
  });

  it('gives numbers out once, from two stores at the same time', async t => {
    const { store, other } = await emptyStore(t);
    const id = await addSkill(store, 'content 0');
    const contents = Array.from({ length: 40 }, (_, index) => `content ${index + 1}`);
    const numbers = await Promise.all(
      contents.map((content, index) => addVersion(index % 2 ? store : other, id, { content })),
    );
    assert.deepEqual(
      numbers.toSorted((one, two) => one! - two!),
      Array.from({ length: 40 }, (_, index) => index + 2),
    );
    for (const [index, number] of numbers.entries()) {
      assert.equal(await contentOf(store, id, number!), contents[index]);
    }
  });

  it('ends with one default when many are made it at the same time', async t => {
    const { store, other } = await emptyStore(t);
    const id = await addSkill(store);
    for (let count = 0; count < 9; count++) {
      await addVersion(store, id);
    }
    const wanted = [2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 3, 4];
    const moved = await Promise.all(
      wanted.map((number, index) => (index % 2 ? store : other).setDefault(id, number)),
    );
    assert.ok(moved.every(Boolean));
    const state = await stateOf(store, id);
    assert.equal(state?.versions.length, 10);
    assert.deepEqual(await stateOf(other, id), state);
    assert.ok(wanted.includes(state?.default ?? 0));
  });

  it('frees the room of bundles that a crash left without a version, after a while', async t => {
    const { folder, store } = await emptyStore(t);
    const id = await addSkill(store);
    const orphan = join(folder, 'skills', id, 'bundles', '2.zip');
    await writeFile(orphan, 'orphan');
    assert.equal(await addVersion(store, id), 3);
    assert.equal(await readFile(orphan, 'utf8'), 'orphan', 'it may be somebody else’s, on its way');
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await utimes(orphan, longAgo, longAgo);
    await addVersion(store, id);
    assert.equal(await readFile(orphan, 'utf8'), '', 'empty, so that its number stays taken');
    assert.deepEqual(await stateOf(store, id), { versions: [1, 3, 4], default: 1 });
  });
});

describe('a store: deleting', () => {
  it('frees the room of a version, but not its number', async t => {
    const { folder, store } = await emptyStore(t);
    const id = await addSkill(store);
    await addVersion(store, id, { content: 'x'.repeat(1000) });
    const reader = await store.bundle(id, 2);
    assert.deepEqual(await store.deleteVersion(id, 2, 'protect-default'), {
      kind: 'deleted',
      isSkillGone: false,
    });
    assert.equal((await stat(join(folder, 'skills', id, 'bundles', '2.zip'))).size, 0);
    assert.equal((await reader?.readFile())?.length, 1000, 'who reads it may finish');
    await reader?.close();
    assert.deepEqual(await store.deleteVersion(id, 2, 'protect-default'), { kind: 'gone' });
    assert.equal(await addVersion(store, id), 3);
  });

  it('protects the default, and takes the skill along with its only version', async t => {
    const { folder, store } = await emptyStore(t);
    const id = await addSkill(store);
    await addVersion(store, id);
    assert.deepEqual(await store.deleteVersion(id, 1, 'protect-default'), { kind: 'is-default' });
    await store.deleteVersion(id, 2, 'protect-default');
    assert.deepEqual(await store.deleteVersion(id, 1, 'protect-default'), {
      kind: 'deleted',
      isSkillGone: true,
    });
    assert.equal(await store.skill(id), null);
    assert.deepEqual(await readdir(join(folder, 'skills')), []);
  });

  it('keeps one, passing the default on', async t => {
    const { store } = await emptyStore(t);
    const id = await addSkill(store);
    await addVersion(store, id);
    await addVersion(store, id);
    assert.equal((await store.deleteVersion(id, 1, 'keep-one')).kind, 'deleted');
    assert.deepEqual(await stateOf(store, id), { versions: [2, 3], default: 3 });
    await store.deleteVersion(id, 3, 'keep-one');
    assert.deepEqual(await store.deleteVersion(id, 2, 'keep-one'), { kind: 'is-only' });
  });

  it('lets a skill be without versions, and deletes it only then', async t => {
    const { store } = await emptyStore(t);
    const id = await addSkill(store);
    assert.equal(await store.deleteEmptySkill(id), 'has-versions');
    await store.deleteVersion(id, 1, 'any');
    assert.deepEqual(await stateOf(store, id), { versions: [], default: undefined });
    assert.deepEqual((await pageIds(store, 'asc')).ids, []);
    assert.equal(await store.deleteEmptySkill(id), 'deleted');
    assert.equal(await store.deleteEmptySkill(id), 'gone');
  });

  it('never deletes all versions when one must stay, from two stores at the same time', async t => {
    const { store, other } = await emptyStore(t);
    for (let round = 0; round < 30; round++) {
      const id = await addSkill(store);
      await addVersion(store, id);
      const deletions = await Promise.all([
        store.deleteVersion(id, 1, 'keep-one'),
        other.deleteVersion(id, 2, 'keep-one'),
      ]);
      const kinds = deletions.map(({ kind }) => kind).sort();
      assert.deepEqual(kinds, ['deleted', 'is-only']);
      assert.equal((await stateOf(store, id))?.versions.length, 1);
    }
  });

  it('never deletes what is made the default at the same time', async t => {
    const { store, other } = await emptyStore(t);
    for (let round = 0; round < 30; round++) {
      const id = await addSkill(store);
      await addVersion(store, id);
      const [isMoved, deletion] = await Promise.all([
        store.setDefault(id, 2),
        other.deleteVersion(id, 2, 'protect-default'),
      ]);
      const state = await stateOf(store, id);
      const isDeleted = deletion.kind === 'deleted';
      assert.equal(isMoved, !isDeleted);
      assert.deepEqual(state, isDeleted ? { versions: [1], default: 1 } : { versions: [1, 2], default: 2 });
    }
  });

  it('loses no version that is published while the only other one is deleted', async t => {
    const { store, other } = await emptyStore(t);
    for (let round = 0; round < 30; round++) {
      const id = await addSkill(store);
      const [deletion, number] = await Promise.all([
        store.deleteVersion(id, 1, 'protect-default'),
        addVersion(other, id, { isDefault: round % 2 === 0 }),
      ]);
      const state = await stateOf(store, id);
      if (number === null) {
        assert.deepEqual([state, deletion], [null, { kind: 'deleted', isSkillGone: true }]);
      } else {
        assert.ok(state?.versions.includes(number), JSON.stringify({ deletion, number, state }));
      }
    }
  });

  it('is not kept from it by what a file manager leaves behind', async t => {
    const { folder, store } = await emptyStore(t);
    const id = await addSkill(store);
    await writeFile(join(folder, 'skills', id, 'live', '.DS_Store'), '');
    assert.deepEqual(await store.deleteVersion(id, 1, 'protect-default'), {
      kind: 'deleted',
      isSkillGone: true,
    });
  });

  it('clears away what a crash left of a deleted skill, when somebody comes by', async t => {
    const { folder, store } = await emptyStore(t);
    const id = await addSkill(store);
    const root = join(folder, 'skills', id);
    await rm(join(root, 'live'), { recursive: true });
    assert.equal(await store.skill(id), null);
    assert.ok((await readdir(root)).length > 0, 'it is not certain yet that it is deleted');
    await mkdir(join(root, 'dead'));
    assert.equal(await store.skill(id), null);
    assert.deepEqual(await readdir(join(folder, 'skills')), []);
  });
});

describe('a store: listing', () => {
  it('pages in both orders, from anywhere', async t => {
    const { store } = await emptyStore(t);
    const ids: string[] = [];
    for (let count = 0; count < 7; count++) {
      ids.push(await addSkill(store));
    }
    assert.deepEqual(await pageIds(store, 'asc', 3), { ids: ids.slice(0, 3), hasMore: true });
    assert.deepEqual(await pageIds(store, 'asc', 4, ids[2]), { ids: ids.slice(3), hasMore: false });
    assert.deepEqual(await pageIds(store, 'desc', 3), { ids: ids.slice(4).reverse(), hasMore: true });
    assert.deepEqual(await pageIds(store, 'desc', 9, ids[4]), {
      ids: ids.slice(0, 4).reverse(),
      hasMore: false,
    });
    assert.deepEqual(await pageIds(store, 'desc', 9, ids[0]), { ids: [], hasMore: false });
    assert.deepEqual(await pageIds(store, 'asc', 9, ids[6]), { ids: [], hasMore: false });
    assert.deepEqual(await pageIds(store, 'asc', 0), { ids: [], hasMore: true });
  });

  it('goes on behind a skill that was deleted meanwhile', async t => {
    const { store } = await emptyStore(t);
    const ids = [await addSkill(store), await addSkill(store), await addSkill(store)];
    await store.deleteSkill(ids[1]!);
    assert.deepEqual((await pageIds(store, 'desc', 9, ids[1])).ids, [ids[0]]);
    assert.deepEqual((await pageIds(store, 'asc', 9, ids[1])).ids, [ids[2]]);
  });

  it('sees at once what another process publishes and deletes', async t => {
    const { store, other } = await emptyStore(t);
    for (let round = 0; round < 20; round++) {
      const id = await addSkill(other);
      assert.deepEqual((await pageIds(store, 'desc')).ids, [id]);
      await other.deleteSkill(id);
      assert.deepEqual((await pageIds(store, 'desc')).ids, []);
    }
  });

  it('knows whether a label was given', async t => {
    const { store } = await emptyStore(t);
    await addSkill(store, 'x', 'Taken');
    assert.deepEqual([await store.hasLabel('Taken'), await store.hasLabel('Free')], [true, false]);
  });
});
