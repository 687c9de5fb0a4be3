import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { emptyLinkFile, formatLinkFile, type Link, withLink } from '../../../../../src/core/link/linkFile.ts';
import { inspectSkill } from '../../../../../src/core/publish/plan/inspectSkill.ts';
import type { PlannedAction } from '../../../../../src/core/publish/plan/plan.ts';
import type { LinkDecision } from '../../../../../src/core/publish/plan/request.ts';
import type { Capabilities, RemoteSkill, RemoteVersion } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { memoryLinks } from '../../../../support/publish/memoryLinks.ts';
import {
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  targetsOf,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import { remoteSkill, remoteVersion, scriptedRegistry } from '../../../../support/publish/targetJob.ts';
import { Faults, isUpload } from '../../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../../support/result.ts';
import type { MemoryFolder } from '../../../../support/skill/memoryFolder.ts';

describe('the review asks a registry', () => {
  const faults = new Faults();
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry({ wrap: faults.wrap });
  });
  after(() => server.dispose());

  /** What the review comes to, and what it asked: `GET /v1/skills`, with ids replaced. */
  async function review(publisher: Publisher, folder: MemoryFolder) {
    const start = faults.calls.length;
    const request = { skills: [{ folder, path: folder.name }], targets: [targetTo(server)] };
    const planned = await plan(publisher, request);
    await planned.dispose();
    const asked = faults.calls
      .slice(start)
      .map(({ method, path }) => `${method} ${path.replace(/skill_\w+/, 'ID')}`);
    return { kind: targetsOf(planned)[0]?.action.kind, asked };
  }

  it('once, where nothing changed since the link was written', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-once');
    await publishOne(publisher, folder, targetTo(server));
    assert.deepEqual(await review(publisher, folder), {
      kind: 'nothing-changed',
      asked: ['GET /v1/skills/ID'],
    });
  });

  it('for a page of its skills, where the folder has no link', async () => {
    await using publisher = await makePublisher();
    const { kind, asked } = await review(publisher, skillFolder('ask-new'));
    assert.deepEqual([kind, asked], ['create', ['GET /v1/skills']]);
  });

  it('for the skill and what is published, where the folder changed', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-changed');
    await publishOne(publisher, folder, targetTo(server));
    folder.entries.set('more.md', 'More.');
    const { kind, asked } = await review(publisher, folder);
    assert.equal(kind, 'new-version');
    assert.deepEqual(asked, ['GET /v1/skills/ID', 'GET /v1/skills/ID/versions/1/content']);
  });

  it('nothing, where the folder holds no skill', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-nothing');
    folder.entries.delete('SKILL.md');
    assert.deepEqual(await review(publisher, folder), { kind: 'impossible', asked: [] });
  });

  it('for nothing that acts', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-harmless');
    await publishOne(publisher, folder, targetTo(server));
    const uploads = faults.calls.filter(isUpload).length;
    folder.entries.set('more.md', 'More.');
    for (const changed of [folder, skillFolder('ask-harmless', 'Else.')]) {
      await review(publisher, changed);
    }
    assert.equal(faults.calls.filter(isUpload).length, uploads);
    assert.ok(faults.calls.every(({ method }) => method === 'GET' || method === 'POST'));
  });

  it('and still plans when it is not let look into versions', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-closed');
    await publishOne(publisher, folder, targetTo(server));
    folder.entries.set('more.md', 'More.');
    const body = JSON.stringify({ error: { message: 'No.', type: 'x' } });
    faults.arm(
      { kind: 'answer', status: 403, headers: { 'content-type': 'application/json' }, body },
      { when: ({ path }) => path.endsWith('/content'), times: 9 },
    );
    const request = { skills: [{ folder, path: folder.name }], targets: [targetTo(server)] };
    const planned = await plan(publisher, request);
    faults.disarm();
    const [target] = targetsOf(planned);
    assert.equal(target?.action.kind, 'new-version');
    assert.equal(target.changes, null);
    await planned.dispose();
  });

  it('and says why, when it does not answer', async () => {
    await using publisher = await makePublisher();
    faults.arm({ kind: 'answer', status: 401, body: '{}' }, { times: 9 });
    const request = {
      skills: [{ folder: skillFolder('ask-vain'), path: 'ask-vain' }],
      targets: [targetTo(server)],
    };
    const planned = await plan(publisher, request);
    faults.disarm();
    const [target] = targetsOf(planned);
    assert.ok(target?.action.kind === 'impossible' && target.action.failure.kind === 'unauthorised');
    assert.deepEqual(await publisher.leftovers(), []);
  });
});

describe('the review of one registry', () => {
  interface World {
    readonly skill?: Partial<RemoteSkill>;
    /** Newest first; null where they cannot be asked for. */
    readonly versions?: readonly RemoteVersion[] | null;
    /** By key, what a version holds. */
    readonly digests?: Readonly<Record<string, string>>;
    readonly link?: Partial<Link>;
    readonly decision?: LinkDecision;
    readonly capabilities?: Partial<Capabilities>;
    readonly getSkill?: Failure;
    readonly namesakes?: readonly RemoteSkill[];
  }
  const offline: Failure = { kind: 'timed-out', registry: 'Team', afterMs: 1 };
  const linked: Link = {
    skillId: 's',
    name: 'mine',
    version: '2',
    digest: 'sha256:old',
    publishedAt: '2026-11-21T10:00:00.000Z',
  };
  const at = Date.parse(linked.publishedAt);

  async function reviewOf(world: World) {
    const { skill, versions = [], digests = {}, link, decision, getSkill, namesakes = [] } = world;
    const registry = scriptedRegistry(
      {
        getSkill: async id => (getSkill ? failed(getSkill) : success(remoteSkill(id, skill))),
        listSkills: async () => success({ items: namesakes, next: null }),
        listVersions: async () => (versions ? success({ items: versions, next: null }) : failed(offline)),
      },
      world.capabilities,
    );
    const file = link ? withLink(emptyLinkFile, 'mine', 'openai', { ...linked, ...link }) : emptyLinkFile;
    const links = memoryLinks(formatLinkFile(file));
    const looks: string[] = [];
    await using publisher = await makePublisher({
      linkPlace: () => ({ store: links, folder: 'mine' }),
      published: {
        read: async (_registry, skillId, key) => {
          looks.push(`${skillId}/${key}`);
          const digest = digests[key];
          return digest === undefined ? failed(offline) : success({ files: [], digest });
        },
      },
    });
    const folder = skillFolder('mine');
    const inspected = await inspectSkill({ folder, path: 'mine' });
    assertOk(inspected);
    const request = {
      skills: [{ folder, path: 'mine' }],
      targets: [{ registry, key: 'openai' }],
      ...(decision ? { linkDecisions: new Map([['mine → team', decision]]) } : {}),
    };
    const planned = await plan(publisher, request);
    await planned.dispose();
    const [target] = targetsOf(planned);
    assert.ok(target);
    return { ...target, looks, own: inspected.value.digest };
  }

  const ownDigest = async () => (await reviewOf({})).own;

  it('leaves the vendor’s own skills alone', async () => {
    const { action } = await reviewOf({ link: {}, skill: { isOwn: false } });
    assert.ok(action.kind === 'impossible' && action.failure.kind === 'unsupported');
  });

  it('does not take a registry that cannot be asked for one without the skill', async () => {
    for (const world of [{ getSkill: offline }, { skill: { latestVersion: '3' }, versions: null }]) {
      const { action } = await reviewOf({ ...world, link: {} });
      assert.deepEqual(action, { kind: 'impossible', failure: offline });
    }
  });

  it('offers the first version of a skill that has none', async () => {
    const { action, becomesDefault, basis } = await reviewOf({ link: {}, versions: [] });
    assert.ok(action.kind === 'new-version');
    assert.deepEqual([action.from, action.to], ['no version', 'v1']);
    assert.deepEqual([becomesDefault, basis.latestVersion], ['always', null]);
  });

  it('asks for no list and no content where the link knows it all', async () => {
    const digest = await ownDigest();
    const { action, looks } = await reviewOf({
      link: { digest },
      skill: { latestVersion: '2', defaultVersion: '1' },
      versions: null,
    });
    assert.deepEqual(action, {
      kind: 'nothing-changed',
      skillId: 's',
      version: '2',
      createdAt: at,
      is: 'v2',
      isDefault: false,
    });
    assert.deepEqual(looks, []);
  });

  const newer = remoteVersion('3', { createdAt: at + 1 });
  const older = remoteVersion('1', { createdAt: at - 1 });
  const same = remoteVersion('2', { createdAt: at });
  const latest: readonly (readonly [string, World, PlannedAction['kind'], string | null])[] = [
    ['a newer version than the link’s', { versions: [newer, same] }, 'conflict', '3'],
    ['a newer one, the link’s having been deleted', { versions: [newer] }, 'conflict', '3'],
    ['an older one, the link’s having been deleted', { versions: [older] }, 'new-version', '1'],
    ['an older one, the link’s still being there', { versions: [older, same] }, 'conflict', '1'],
  ];
  for (const [what, world, kind, found] of latest) {
    it(`takes ${what} for a ${kind}`, async () => {
      const plan = await reviewOf({ link: {}, skill: { latestVersion: found }, ...world });
      assert.deepEqual([plan.action.kind, plan.basis.latestVersion], [kind, found]);
      assert.deepEqual(plan.looks, [`s/${found}`], 'one look, at the latest');
    });
  }

  it('sees that what somebody else published is what the folder holds', async () => {
    const digest = await ownDigest();
    const world = {
      versions: [newer, same],
      skill: { latestVersion: '3', defaultVersion: '3' },
      digests: { 3: digest },
    };
    const { action } = await reviewOf({ link: {}, ...world });
    assert.ok(action.kind === 'nothing-changed' && action.isDefault);
    assert.deepEqual([action.version, action.is], ['3', 'v3']);
  });

  it('looks into the newest three of the same name, and names those with the same content', async () => {
    const digest = await ownDigest();
    const namesakes = ['a', 'b', 'c', 'd'].map(id =>
      remoteSkill(id, { latestVersion: id === 'b' ? null : id }),
    );
    const { action, looks, basis } = await reviewOf({
      namesakes,
      digests: { a: 'sha256:x', c: digest, d: digest },
    });
    assert.ok(action.kind === 'ask-link' && !action.isGone);
    assert.deepEqual(action.identical, ['c']);
    assert.deepEqual(looks, ['a/a', 'c/c']);
    assert.deepEqual(basis.namesakes, ['a', 'b', 'c', 'd']);
  });

  it('asks again where the skill that was chosen is gone, also when nothing else has its name', async () => {
    const gone: Failure = { kind: 'not-found', registry: 'Team', what: 'skill "x"' };
    const { action } = await reviewOf({ getSkill: gone, decision: { kind: 'existing', skillId: 'x' } });
    assert.deepEqual(action, { kind: 'ask-link', candidates: [], identical: [], isGone: true });
  });

  it('stops where the link leads to a skill of another name than it says, and asks which one it is', async () => {
    const { action } = await reviewOf({ link: { name: 'mine' }, skill: { name: 'payments' } });
    assert.ok(action.kind === 'ask-link');
    assert.deepEqual(action.leadsTo, { id: 's', name: 'payments', linkedName: 'mine' });
    assert.ok(
      action.candidates.some(({ id }) => id === 's'),
      'it may be the one that is meant',
    );
  });

  it('goes on, naming it, where the skill of another name was linked knowingly', async () => {
    for (const world of [
      { link: { name: 'payments' }, skill: { name: 'payments' } },
      { link: { name: 'old' }, skill: { name: 'mine' } },
      { decision: { kind: 'existing', skillId: 's' }, skill: { name: 'payments' } } as const,
    ]) {
      const { action } = await reviewOf(world);
      assert.ok(action.kind === 'new-version');
      assert.equal(action.remoteName, world.skill.name);
    }
  });

  const names: readonly (readonly [string, World, boolean])[] = [
    ['keeps the first name, by the link', { link: { name: 'old' } }, true],
    [
      'keeps the first name, by the registry',
      { decision: { kind: 'existing', skillId: 's' }, skill: { name: 'old' } },
      true,
    ],
    ['keeps the first name, which is this one', { link: { name: 'mine' }, skill: { name: 'mine' } }, false],
    ['tells no name', { decision: { kind: 'existing', skillId: 's' }, skill: { name: null } }, false],
  ];
  for (const [what, world, isRefused] of names) {
    it(`${isRefused ? 'refuses' : 'takes'} the skill where the registry ${what}`, async () => {
      const { action } = await reviewOf({ ...world, capabilities: { isNameFixed: true } });
      if (isRefused) {
        const failure = { kind: 'name-fixed', skill: 'mine', registry: 'Team', published: 'old' };
        assert.deepEqual(action, { kind: 'impossible', failure });
      } else {
        assert.equal(action.kind, 'new-version');
      }
    });
  }
});
