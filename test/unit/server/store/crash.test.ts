import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { SkillStore } from '../../../../src/server/store/skillStore.ts';
import { crashAfter } from '../../../support/process/crashingDisk.ts';
import { addSkill, addVersion, openStore, stateOf } from '../../../support/registry/testStore.ts';

type State = Awaited<ReturnType<typeof stateOf>>;

interface Scenario {
  readonly what: string;
  /** How many versions there are before, the first of them the default. */
  readonly versions: number;
  readonly work: (store: SkillStore, skillId: string) => Promise<unknown>;
  /** Every state that may be found after a crash: that before, that after, and what may lie between. */
  readonly allowed: readonly State[];
}

const emptied = { versions: [], default: undefined };

const scenarios: readonly Scenario[] = [
  {
    what: 'publishing a version',
    versions: 1,
    work: (store, id) => addVersion(store, id, { content: 'content 2' }),
    allowed: [
      { versions: [1], default: 1 },
      { versions: [1, 2], default: 1 },
    ],
  },
  {
    what: 'publishing the default version',
    versions: 1,
    work: (store, id) => addVersion(store, id, { content: 'content 2', isDefault: true }),
    allowed: [
      { versions: [1], default: 1 },
      { versions: [1, 2], default: 1 },
      { versions: [1, 2], default: 2 },
    ],
  },
  {
    what: 'moving the default',
    versions: 3,
    work: (store, id) => store.setDefault(id, 3),
    allowed: [
      { versions: [1, 2, 3], default: 1 },
      { versions: [1, 2, 3], default: 3 },
    ],
  },
  {
    what: 'deleting a version',
    versions: 3,
    work: (store, id) => store.deleteVersion(id, 2, 'protect-default'),
    allowed: [
      { versions: [1, 2, 3], default: 1 },
      { versions: [1, 3], default: 1 },
    ],
  },
  {
    what: 'deleting the default version',
    versions: 3,
    work: (store, id) => store.deleteVersion(id, 1, 'keep-one'),
    allowed: [
      { versions: [1, 2, 3], default: 1 },
      { versions: [1, 2, 3], default: 3 },
      { versions: [2, 3], default: 3 },
    ],
  },
  {
    what: 'deleting the only version with its skill',
    versions: 1,
    work: (store, id) => store.deleteVersion(id, 1, 'protect-default'),
    allowed: [{ versions: [1], default: 1 }, null],
  },
  {
    what: 'deleting the only version, and then the skill',
    versions: 1,
    work: async (store, id) => {
      await store.deleteVersion(id, 1, 'any');
      await store.deleteEmptySkill(id);
    },
    allowed: [{ versions: [1], default: 1 }, emptied, null],
  },
  {
    what: 'deleting a skill',
    versions: 3,
    work: (store, id) => store.deleteSkill(id),
    allowed: [{ versions: [1, 2, 3], default: 1 }, null],
  },
];

/** A fresh folder with a skill whose version N holds `content N`. */
async function prepare(versions: number) {
  const folder = await mkdtemp(join(tmpdir(), 'skillwright-crash-'));
  const store = await openStore(folder);
  const id = await addSkill(store, 'content 1');
  for (let number = 2; number <= versions; number++) {
    await addVersion(store, id, { content: `content ${number}` });
  }
  return { folder, store, id };
}

async function assertWhole(
  folder: string,
  id: string,
  allowed: readonly State[],
  where: string,
): Promise<void> {
  const store = await openStore(folder);
  const state = await stateOf(store, id);
  assert.ok(
    allowed.some(one => JSON.stringify(one) === JSON.stringify(state)),
    `${where}: ${JSON.stringify(state)}`,
  );
  for (const number of state?.versions ?? []) {
    const file = await store.bundle(id, number);
    assert.equal(await file?.readFile('utf8'), `content ${number}`, where);
    await file?.close();
  }
  const skill = await store.skill(id);
  for (const version of skill?.versions ?? []) {
    assert.equal((await store.version(id, version))?.facts.name, 'it', where);
  }
}

/** The registry can still be worked with, whatever lies about. */
async function assertUsable(folder: string, id: string): Promise<void> {
  const store = await openStore(folder);
  const before = await stateOf(store, id);
  const number = await addVersion(store, id, { isDefault: true });
  if (before === null) {
    assert.equal(number, null);
    return;
  }
  assert.deepEqual(await stateOf(store, id), { versions: [...before.versions, number], default: number });
  for (const old of before.versions) {
    assert.deepEqual(await store.deleteVersion(id, old, 'protect-default'), {
      kind: 'deleted',
      isSkillGone: false,
    });
  }
  assert.equal(await store.deleteSkill(id), true);
}

describe('a crash at every single change of the disk', () => {
  for (const { what, versions, work, allowed } of scenarios) {
    it(`while ${what} leaves all or nothing`, async t => {
      let steps = 0;
      for (let isDone = false; !isDone; steps++) {
        const { folder, store, id } = await prepare(versions);
        isDone = await crashAfter(steps, () => work(store, id));
        await assertWhole(folder, id, isDone ? allowed.slice(-1) : allowed, `after ${steps} changes`);
        await assertUsable(folder, id);
        await rm(folder, { recursive: true });
      }
      assert.ok(steps > 1, 'it changes something');
      t.diagnostic(`${steps} places to crash`);
    });
  }

  it('while creating a skill leaves a whole one or none', async () => {
    for (let steps = 0, isDone = false; !isDone; steps++) {
      const folder = await mkdtemp(join(tmpdir(), 'skillwright-crash-'));
      const store = await openStore(folder);
      isDone = await crashAfter(steps, () => addSkill(store, 'content 1'));
      const again = await openStore(folder);
      const { skills } = await again.page({ order: 'asc', limit: 10, isEmptySkipped: false });
      assert.ok(skills.length === 1 || (skills.length === 0 && !isDone), `after ${steps} changes`);
      for (const { id } of skills) {
        await assertWhole(folder, id, [{ versions: [1], default: 1 }], `${steps}`);
      }
      await rm(folder, { recursive: true });
    }
  });
});
