import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import {
  emptyLinkFile,
  formatLinkFile,
  type Link,
  linkOf,
  parseLinkFile,
  withLink,
} from '../../../../../src/core/link/linkFile.ts';
import type { PlanBasis, PlannedAction } from '../../../../../src/core/publish/plan/plan.ts';
import type { PublishDeps } from '../../../../../src/core/publish/plan/request.ts';
import { finishDefault, recordLink } from '../../../../../src/core/publish/send/finish.ts';
import type { Capabilities } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { type MemoryLinks, memoryLinks } from '../../../../support/publish/memoryLinks.ts';
import { remoteSkill, scriptedRegistry, targetJob } from '../../../../support/publish/targetJob.ts';
import { assertOk } from '../../../../support/result.ts';

const create: PlannedAction = { kind: 'create', to: 'v1' };
const version: PlannedAction = {
  kind: 'new-version',
  skillId: 's',
  remoteName: 'mine',
  from: 'v1',
  to: 'v2',
};
const known = { skillId: 's', key: '2', createdAt: Date.parse('2026-11-21T10:00:00.000Z') };

describe('the link after a publish', () => {
  const before: Link = {
    skillId: 's',
    name: 'old',
    version: '1',
    digest: 'sha256:old',
    publishedAt: '2026-01-01T00:00:00.000Z',
  };
  const record = (store: MemoryLinks, basis: Partial<PlanBasis> = {}) => {
    const deps = { linkPlace: () => ({ store, folder: 'skills/mine' }) } as unknown as PublishDeps;
    return recordLink(targetJob(scriptedRegistry({}), { action: version, basis }), known, deps, {
      isNew: false,
    });
  };
  const linkIn = (store: MemoryLinks, folder: string, key = 'openai') => {
    const file = parseLinkFile(store.text);
    assertOk(file);
    return linkOf(file.value, folder, key);
  };

  it('says what the folder holds, as which version, and when', async () => {
    const store = memoryLinks(formatLinkFile(withLink(emptyLinkFile, 'skills/mine', 'openai', before)));
    assert.ok((await record(store)).ok);
    assert.deepEqual(linkIn(store, 'skills/mine'), {
      skillId: 's',
      name: 'mine',
      version: '2',
      digest: 'sha256:new',
      publishedAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it('moves along with a folder that was moved, together with its links to other registries', async () => {
    let file = withLink(emptyLinkFile, 'old-home', 'openai', before);
    file = withLink(file, 'old-home', 'anthropic', before);
    const store = memoryLinks(formatLinkFile(file));
    assert.ok((await record(store, { movedFrom: 'old-home' })).ok);
    assert.equal(linkIn(store, 'skills/mine')?.version, '2');
    assert.deepEqual(linkIn(store, 'skills/mine', 'anthropic'), before);
    assert.equal(linkIn(store, 'old-home'), null);
  });

  it('says when it could not be written', async () => {
    const written = await record(memoryLinks('no JSON'));
    assert.ok(!written.ok && written.failure.kind === 'malformed-file');
  });
});

describe('the default after a publish', () => {
  const refused: Failure = { kind: 'refused', registry: 'Team', reason: 'No.' };
  const offline: Failure = { kind: 'timed-out', registry: 'Team', afterMs: 1 };

  interface Script {
    readonly action?: PlannedAction;
    readonly makeDefault?: boolean;
    readonly capabilities?: Partial<Capabilities>;
    /** The default at each look; null where the registry does not answer. */
    readonly looks?: readonly (string | null)[];
    /** What moving it comes to: the default afterwards, or why not. */
    readonly moving?: string | Failure;
  }

  async function move({
    action = version,
    makeDefault = true,
    capabilities = {},
    looks = [],
    moving,
  }: Script) {
    const asked: string[] = [];
    const answers = [...looks];
    const registry = scriptedRegistry(
      {
        getSkill: async () => {
          asked.push('look');
          const defaultVersion = answers.shift() ?? null;
          return defaultVersion === null ? failed(offline) : success(remoteSkill('s', { defaultVersion }));
        },
        setDefault: async (skillId, key) => {
          asked.push(`move to ${skillId}/${key}`);
          assert.ok(moving !== undefined);
          return typeof moving === 'string'
            ? success(remoteSkill('s', { defaultVersion: moving }))
            : failed(moving);
        },
      },
      capabilities,
    );
    const moved = await finishDefault(targetJob(registry, { action, choice: { makeDefault } }), known);
    return { moved: moved.ok ? moved.value : moved.failure, asked };
  }

  const moves = ['look', 'move to s/2'];
  const cases: readonly (readonly [string, Script, boolean | Failure, readonly string[]])[] = [
    ['is a new skill’s only version', { action: create }, true, []],
    ['is the latest version where there is no pointer', { capabilities: { active: 'latest' } }, true, []],
    ['stays where it is unless asked', { makeDefault: false }, false, []],
    ['is not moved where the upload has moved it', { looks: ['2'] }, true, ['look']],
    ['is moved', { looks: ['1'], moving: '2' }, true, moves],
    [
      'that did not move though nothing was refused is a failure',
      { looks: ['1', '3'], moving: '3' },
      { kind: 'default-unmoved', registry: 'Team', asked: 'v2', is: 'v3' },
      [...moves, 'look'],
    ],
    [
      'is ours when only the answer tells of another',
      { looks: ['1', '2'], moving: '1' },
      true,
      [...moves, 'look'],
    ],
    ['is not moved blindly', { looks: [null] }, offline, ['look']],
    [
      'is ours when only the answer was lost',
      { looks: ['1', '2'], moving: offline },
      true,
      [...moves, 'look'],
    ],
    ['is not ours when it was refused', { looks: ['1', '1'], moving: refused }, refused, [...moves, 'look']],
    [
      'is not known to be ours when nothing answers',
      { looks: ['1', null], moving: offline },
      offline,
      [...moves, 'look'],
    ],
  ];
  for (const [what, script, expected, asked] of cases) {
    it(what, async () => {
      assert.deepEqual(await move(script), { moved: expected, asked });
    });
  }
});
