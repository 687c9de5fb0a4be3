import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { linkOf, parseLinkFile } from '../../../../src/core/link/linkFile.ts';
import type { PublishTarget } from '../../../../src/core/link/registryKey.ts';
import {
  carryOutRollBack,
  type RollBackOutcome,
  type RollBackRequest,
} from '../../../../src/core/publish/rollBack.ts';
import type { RegistryKind, RemoteVersion } from '../../../../src/core/registry/contract.ts';
import { VersionCache } from '../../../../src/disk/versions/versionCache.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import {
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  skillText,
  storedVersions,
  targetsOf,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { type Fault, Faults } from '../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';

const faults = new Faults();
let server: TestRegistry;
before(async () => {
  server = await startTestRegistry({ wrap: faults.wrap });
});
after(() => server.dispose());

/** A skill of three versions, the newest being what runs. */
async function threeVersions(publisher: Publisher, name: string, target: PublishTarget) {
  const folder = skillFolder(name, 'One.');
  for (const text of ['One.', 'Two.', 'Three.']) {
    folder.entries.set('SKILL.md', skillText(name, text));
    const outcome = await publishOne(publisher, folder, target, { makeDefault: true });
    assert.equal(outcome.kind, 'published');
  }
  const versions = await storedVersions(target.registry, name);
  const [third, second, first] = versions;
  assert.ok(first && second && third);
  return { folder, versions: [first, second, third] as const, skillId: first.skillId };
}

async function back(
  publisher: Publisher,
  request: Omit<RollBackRequest, 'linked' | 'name'>,
  folder: string,
): Promise<RollBackOutcome> {
  await using cache = await tempFolder();
  const versions = new VersionCache({ directory: cache.path, keyOf: () => request.target.key });
  const linked = [{ store: publisher.links, folder }];
  return carryOutRollBack(
    { ...request, name: folder, linked },
    { ...publisher.deps, versions },
    { patience: 5_000 },
  );
}

async function contentOf(publisher: Publisher, { registry }: PublishTarget, version: RemoteVersion) {
  const content = await publisher.deps.published.read(registry, version.skillId, version.key);
  assertOk(content);
  return content.value.digest;
}

function linkedVersion(publisher: Publisher, folder: string, target: PublishTarget): string | undefined {
  const links = parseLinkFile(publisher.links.text);
  assertOk(links);
  return linkOf(links.value, folder, target.key)?.version;
}

describe('a roll back by the default pointer', () => {
  it('moves it, publishes nothing, and can be undone', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const { versions, skillId } = await threeVersions(publisher, 'pointer', target);
    const outcome = await back(publisher, { target, skillId, version: '1', from: '3' }, 'pointer');
    assert.ok(outcome.kind === 'done');
    assert.deepEqual([outcome.version, outcome.is, outcome.afterwards], ['1', 'v1', null]);
    const skill = await target.registry.getSkill(skillId);
    assert.ok(skill.ok && skill.value.defaultVersion === '1');

    const undone = await carryOutRollBack(outcome.undo, { ...publisher.deps, versions: neverUsed });
    assert.ok(undone.kind === 'done' && undone.version === '3');
    const again = await target.registry.getSkill(skillId);
    assert.ok(again.ok && again.value.defaultVersion === '3');
    assert.equal((await storedVersions(target.registry, 'pointer')).length, versions.length);
  });

  it('does nothing where the version is the default, and says when somebody moved it meanwhile', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const { skillId } = await threeVersions(publisher, 'moved', target);
    const same = await back(publisher, { target, skillId, version: '3', from: '3' }, 'moved');
    assert.equal(same.kind, 'nothing-to-do');
    await target.registry.setDefault(skillId, '2');
    const late = await back(publisher, { target, skillId, version: '1', from: '3' }, 'moved');
    assert.ok(late.kind === 'not-done' && late.failure.kind === 'runs-another');
    assert.equal(late.failure.skill, 'moved', 'by the name that people know');
    const gone = await back(publisher, { target, skillId, version: '9', from: '2' }, 'moved');
    assert.ok(gone.kind === 'not-done' && gone.failure.kind === 'not-found');
  });

  const lost: readonly (readonly [string, Fault, boolean])[] = [
    ['a reset after it was done', { kind: 'break-answer', afterBytes: 0, how: 'reset' }, true],
    ['a cut answer', { kind: 'break-answer', afterBytes: 150, how: 'end' }, true],
    ['a 502 though it was done', { kind: 'replace-answer', status: 502, body: '<html></html>' }, true],
    ['a 500 and nothing done', { kind: 'answer', status: 500, body: '{}' }, false],
    ['a 429 and nothing done', { kind: 'answer', status: 429, body: '{}' }, false],
  ];
  for (const [index, [name, fault, isDone]] of lost.entries()) {
    it(`is told as it is after ${name}`, async () => {
      await using publisher = await makePublisher();
      const target = targetTo(server);
      const { skillId } = await threeVersions(publisher, `lost-${index}`, target);
      faults.arm(fault, { when: ({ method, path }) => method === 'POST' && !path.endsWith('/versions') });
      const outcome = await back(publisher, { target, skillId, version: '2', from: '3' }, `lost-${index}`);
      faults.disarm();
      const skill = await target.registry.getSkill(skillId);
      assertOk(skill);
      assert.equal(outcome.kind, isDone ? 'done' : 'not-done');
      assert.equal(skill.value.defaultVersion, isDone ? '2' : '3');
    });
  }
});

describe('a roll back where the latest version is what runs', () => {
  const wire: RegistryKind = 'anthropic';

  it('publishes the older content again, takes the link along, and can be undone', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server, wire);
    const { folder, versions, skillId } = await threeVersions(publisher, 'again', target);
    const [first, , third] = versions;
    const request = { target, skillId, version: first.key, from: third.key };
    const outcome = await back(publisher, request, 'again');
    assert.ok(outcome.kind === 'done' && outcome.afterwards === null);
    const [newest, ...rest] = await storedVersions(target.registry, 'again');
    assert.ok(newest && rest.length === 3 && newest.key === outcome.version);
    assert.equal(await contentOf(publisher, target, newest), await contentOf(publisher, target, first));
    assert.equal(linkedVersion(publisher, 'again', target), newest.key);

    const planned = await plan(publisher, { skills: [{ folder, path: 'again' }], targets: [target] });
    assert.equal(targetsOf(planned)[0]?.action.kind, 'new-version', 'our own roll back is no conflict');
    await planned.dispose();

    const undone = await back(publisher, outcome.undo, 'again');
    assert.equal(undone.kind, 'done');
    const [restored] = await storedVersions(target.registry, 'again');
    assert.ok(restored);
    assert.equal(await contentOf(publisher, target, restored), await contentOf(publisher, target, third));
  });

  it('stops when somebody published meanwhile', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server, wire);
    const { versions, skillId } = await threeVersions(publisher, 'overtaken', target);
    const request = { target, skillId, version: versions[0].key, from: versions[1].key };
    const outcome = await back(publisher, request, 'overtaken');
    assert.ok(outcome.kind === 'not-done' && outcome.failure.kind === 'runs-another');
    assert.equal((await storedVersions(target.registry, 'overtaken')).length, 3);
  });

  for (const [index, isStored] of [true, false].entries()) {
    it(`is told as it is when the answer is lost and it is ${isStored ? '' : 'not '}stored`, async () => {
      await using publisher = await makePublisher();
      const target = targetTo(server, wire);
      const name = `again-lost-${index}`;
      const { versions, skillId } = await threeVersions(publisher, name, target);
      faults.arm(
        isStored
          ? { kind: 'break-answer', afterBytes: 0, how: 'reset' }
          : { kind: 'break-request', afterBytes: 400 },
        { when: ({ method }) => method === 'POST' },
      );
      const request = { target, skillId, version: versions[0].key, from: versions[2].key };
      const outcome = await back(publisher, request, name);
      faults.disarm();
      assert.equal(outcome.kind, isStored ? 'done' : 'not-done');
      assert.equal((await storedVersions(target.registry, name)).length, isStored ? 4 : 3);
    });
  }

  it('changes nothing where the key may not download', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server, wire);
    const { versions, skillId } = await threeVersions(publisher, 'no-download', target);
    const body = JSON.stringify({ type: 'error', error: { type: 'permission_error', message: 'No.' } });
    const headers = { 'content-type': 'application/json' };
    faults.arm(
      { kind: 'answer', status: 403, headers, body },
      { when: ({ path }) => path.endsWith('/content'), times: 99 },
    );
    const request = { target, skillId, version: versions[0].key, from: versions[2].key };
    const outcome = await back(publisher, request, 'no-download');
    faults.disarm();
    assert.ok(outcome.kind === 'not-done' && outcome.failure.kind === 'forbidden');
    assert.equal((await storedVersions(target.registry, 'no-download')).length, 3);
  });
});

const neverUsed = {
  use: async () => {
    throw new Error('A pointer moves without a download.');
  },
};
