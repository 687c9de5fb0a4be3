import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../../../../src/core/publish/outcome.ts';
import type { RegistryKind } from '../../../../../src/core/registry/contract.ts';
import {
  goOn,
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  skillText,
  storedVersions,
  targetsOf,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import {
  Delivery,
  type Fault,
  type FaultAnswer,
  Faults,
  isUpload,
} from '../../../../support/registry/faults.ts';
import { startTestRegistry } from '../../../../support/registry/startTestRegistry.ts';

const json = { 'content-type': 'application/json' };
const body = JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'Not now.' } });
const answered = (status: number): FaultAnswer => ({ status, headers: json, body });

/** A publisher, its skill with a change if it is published already, and a registry whose uploads go wrong. */
async function setUp(wire: RegistryKind, isNew: boolean) {
  const faults = new Faults();
  const server = await startTestRegistry({ wrap: faults.wrap });
  const publisher = await makePublisher();
  const target = targetTo(server, wire, 'Test', { retries: 0 });
  const folder = skillFolder('late');
  if (!isNew) {
    assert.equal((await publishOne(publisher, folder, target)).kind, 'published');
    folder.entries.set('SKILL.md', skillText('late', 'Two.'));
  }
  const review = async () => {
    const planned = await plan(publisher, { skills: [{ folder, path: 'late' }], targets: [target] });
    const [only] = targetsOf(planned);
    assert.ok(only);
    return { planned, only };
  };
  return {
    faults,
    publisher,
    folder,
    review,
    publish: () => publishOne(publisher, folder, target),
    stored: async () => (await storedVersions(target.registry, 'late')).length - (isNew ? 0 : 1),
    [Symbol.asyncDispose]: async () => {
      await publisher[Symbol.asyncDispose]();
      await server.dispose();
    },
  };
}

function notSoFar(outcome: Outcome): boolean {
  return outcome.kind === 'not-published' && outcome.mayArrive;
}

const wires = ['openai', 'anthropic'] as const;
const turnedAway: readonly (readonly [string, FaultAnswer | 'reset'])[] = [
  ['503', answered(503)],
  ['429', answered(429)],
  ['408', answered(408)],
  ['499', answered(499)],
  ['a reset', 'reset'],
];

for (const wire of wires) {
  for (const isNew of [true, false]) {
    const what = `${wire}, ${isNew ? 'a new skill' : 'a new version'}`;
    describe(`${what}: what left whole`, () => {
      for (const [name, answer] of turnedAway) {
        it(`is sent once after ${name}, and the next review finds it when it comes`, async () => {
          await using it = await setUp(wire, isNew);
          const delivery = new Delivery();
          it.faults.arm({ kind: 'late', answer, delivery }, { when: isUpload });
          assert.ok(notSoFar(await it.publish()));
          assert.equal(await it.stored(), 0);
          await delivery.now();
          const { planned, only } = await it.review();
          assert.equal(only.action.kind, 'nothing-changed');
          assert.ok(only.late?.arrived);
          const [outcome] = await goOn(it.publisher, planned);
          assert.equal(outcome?.kind, 'nothing-to-do');
          assert.equal(await it.stored(), 1);
          assert.deepEqual((await it.review()).only.late?.copies ?? [], []);
        });
      }

      it('and comes after it was published again is named as a copy, in the report or the next review', async () => {
        await using it = await setUp(wire, isNew);
        const delivery = new Delivery();
        it.faults.arm({ kind: 'late', answer: answered(503), delivery }, { when: isUpload });
        assert.ok(notSoFar(await it.publish()));
        const again = await it.publish();
        assert.ok(again.kind === 'published' && again.copies.length === 0);
        await delivery.now();
        const { planned, only } = await it.review();
        assert.equal(only.late?.copies.length, 1, 'it is there twice');
        assert.equal(only.late?.copies[0]?.isSkill, isNew);
        await planned.dispose();
        assert.equal(await it.stored(), 2);
      });

      it('and is doubled on the way is published once, and the copy is named', async () => {
        await using it = await setUp(wire, isNew);
        it.faults.arm({ kind: 'twice' }, { when: isUpload });
        const outcome = await it.publish();
        assert.ok(outcome.kind === 'published');
        assert.deepEqual(
          outcome.copies.map(({ isSkill }) => isSkill),
          [isNew],
        );
        assert.deepEqual([outcome.meanwhile, outcome.namesakes], [[], []]);
      });

      for (const status of [400, 401, 403, 404, 409, 413, 422, 425]) {
        it(`is published although ${status} is answered, if it is stored`, async () => {
          await using it = await setUp(wire, isNew);
          const stored: Fault = { kind: 'replace-answer', ...answered(status) };
          it.faults.arm(stored, { when: isUpload });
          const outcome = await it.publish();
          assert.ok(outcome.kind === 'published' && outcome.wasReconciled, JSON.stringify(outcome));
          assert.equal((await it.review()).only.action.kind, 'nothing-changed');
        });
      }

      it('is not published when an answer tells of another skill and nothing is stored', async () => {
        await using it = await setUp(wire, isNew);
        const other = JSON.stringify({
          id: 'skill_other',
          object: 'skill',
          skill_id: 'skill_other',
          version: '7',
          name: 'another',
          description: 'd',
          display_name: 'another',
          source: { type: 'custom' },
          created_at: wire === 'openai' ? 1 : '2026-01-01T00:00:00Z',
          default_version: '7',
          latest_version: '7',
        });
        it.faults.arm({ kind: 'answer', status: 200, headers: json, body: other }, { when: isUpload });
        const outcome = await it.publish();
        assert.ok(notSoFar(outcome), JSON.stringify(outcome));
      });
    });
  }
}

describe('a publisher whose turn was lost', () => {
  it('sends nothing whole, and says so', async () => {
    await using it = await setUp('openai', true);
    it.publisher.links.isTurnLost = true;
    const outcome = await it.publish();
    assert.ok(outcome.kind === 'not-published' && outcome.failure.kind === 'turn-lost' && !outcome.mayArrive);
    assert.equal(await it.stored(), 0);
  });

  it('finds out while the bundle travels, and holds its end back', async () => {
    await using it = await setUp('openai', false);
    it.folder.entries.set('large.bin', Buffer.alloc(2_000_000, 'x').toString('base64'));
    const { planned } = await it.review();
    const [outcome] = await goOn(
      it.publisher,
      planned,
      {},
      {
        onEvent: event => {
          it.publisher.links.isTurnLost ||= event.kind === 'progress';
        },
      },
    );
    assert.ok(outcome?.kind === 'not-published', JSON.stringify(outcome));
    assert.equal(outcome.failure.kind, 'turn-lost');
    assert.equal(await it.stored(), 0);
  });
});

describe('two new skills of one name in the same moment', () => {
  it('are named in both reports', async () => {
    const faults = new Faults();
    await using server = await startTestRegistry({ wrap: faults.wrap });
    await using first: Publisher = await makePublisher();
    await using second: Publisher = await makePublisher();
    const target = targetTo(server);
    faults.arm({ kind: 'delay', ms: 300 }, { when: isUpload, times: 2 });
    const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
    const outcomes = await Promise.all(
      [first, second].map(async (publisher, index) =>
        publishOne(
          { ...publisher, deps: { ...publisher.deps, wait } },
          skillFolder('same-moment', `By ${index}.`),
          target,
        ),
      ),
    );
    const [one, two] = outcomes;
    assert.ok(one?.kind === 'published' && two?.kind === 'published');
    assert.deepEqual([one.namesakes, two.namesakes], [[two.skillId], [one.skillId]]);
  });
});

describe('a skill that was just made', () => {
  it('and is not there everywhere yet is not taken for gone', async () => {
    await using it = await setUp('openai', true);
    assert.equal((await it.publish()).kind, 'published');
    it.folder.entries.set('SKILL.md', skillText('late', 'Two.'));
    const isSkill = ({ method, path }: { method: string; path: string }) =>
      method === 'GET' && /^\/v1\/skills\/[^/]+$/.test(path);
    it.faults.arm({ kind: 'answer', ...answered(404) }, { when: isSkill, times: 3 });
    const { only, planned } = await it.review();
    assert.equal(only.action.kind, 'new-version');
    await planned.dispose();
    it.faults.arm({ kind: 'answer', ...answered(404) }, { when: isSkill, times: 99 });
    const gone = await it.review();
    assert.ok(gone.only.action.kind === 'ask-link' && gone.only.action.isGone);
    await gone.planned.dispose();
  });

  it('behind a 502 is found though the list lags behind for ten seconds', async () => {
    await using it = await setUp('openai', true);
    it.faults.arm({ kind: 'replace-answer', ...answered(502) }, { when: isUpload });
    const empty = JSON.stringify({
      object: 'list',
      data: [],
      has_more: false,
      first_id: null,
      last_id: null,
    });
    const isList = ({ method, path }: { method: string; path: string }) =>
      method === 'GET' && path === '/v1/skills' && it.faults.calls.some(isUpload);
    it.faults.arm({ kind: 'answer', status: 200, headers: json, body: empty }, { when: isList, times: 4 });
    const outcome = await it.publish();
    assert.ok(outcome.kind === 'published' && outcome.wasReconciled);
    assert.equal(await it.stored(), 1);
  });
});
