import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { emptyLinkFile, formatLinkFile, type Link, withLink } from '../../../../../src/core/link/linkFile.ts';
import type { PlanBasis, PlannedAction } from '../../../../../src/core/publish/plan/plan.ts';
import type { PublishDeps } from '../../../../../src/core/publish/plan/request.ts';
import { compareAgain } from '../../../../../src/core/publish/send/compareAgain.ts';
import type { RemoteSkill, RemoteVersion } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { memoryLinks } from '../../../../support/publish/memoryLinks.ts';
import {
  remoteSkill,
  remoteVersion,
  scriptedRegistry,
  targetJob,
} from '../../../../support/publish/targetJob.ts';

const offline: Failure = { kind: 'unreachable', registry: 'Team', origin: 'http://r', cause: 'ENETDOWN' };
const theirs: Link = {
  skillId: 'theirs',
  name: 'mine',
  version: '1',
  digest: 'sha256:theirs',
  publishedAt: '2026-11-21T10:00:00.000Z',
};

interface World {
  readonly action: PlannedAction;
  /** What the review was made on. */
  readonly basis?: Partial<PlanBasis>;
  /** What the link file holds now. */
  readonly link?: Link;
  /** What the registry holds now; null where it does not answer. */
  readonly holds?: readonly (RemoteSkill | RemoteVersion)[] | null;
}

async function compare({ action, basis, link, holds = [] }: World) {
  const file = link ? withLink(emptyLinkFile, 'skills/mine', 'openai', link) : emptyLinkFile;
  const store = memoryLinks(formatLinkFile(file));
  const asked: unknown[] = [];
  const answer = async (...question: unknown[]) => {
    asked.push(question);
    return holds === null ? failed(offline) : success({ items: holds as never, next: null });
  };
  const registry = scriptedRegistry({ listSkills: answer, listVersions: answer });
  const deps = { linkPlace: () => ({ store, folder: 'skills/mine' }) } as unknown as PublishDeps;
  const compared = await compareAgain(targetJob(registry, { action, ...(basis ? { basis } : {}) }), deps);
  return { asked, answer: compared.ok ? compared.value : compared.failure };
}

describe('the last look before a new skill is created', () => {
  const action: PlannedAction = { kind: 'create', to: 'v1' };

  it('tells what was there, by which a lost answer is settled', async () => {
    const holds = [remoteSkill('b', { name: 'other' }), remoteSkill('a', { name: 'else' })];
    const { answer } = await compare({ action, holds });
    assert.deepEqual(answer, {
      kind: 'new-skill',
      label: 'mine',
      knowsNamesakes: true,
      before: new Set(['b', 'a']),
    });
  });

  it('finds the link that another window has written meanwhile, without asking the registry', async () => {
    const { answer, asked } = await compare({ action, link: theirs });
    const known = 'no version';
    assert.deepEqual(answer, {
      kind: 'moved-on',
      skill: 'skills/mine',
      registry: 'Team',
      known,
      found: 'v1',
    });
    assert.deepEqual(asked, []);
  });

  it('goes on where the link is still the one to a skill that is gone', async () => {
    const { answer } = await compare({ action, link: theirs, basis: { link: theirs } });
    assert.equal(answer.kind, 'new-skill');
  });

  const undecided = {
    kind: 'link-undecided',
    skill: 'skills/mine',
    registry: 'Team',
    isGone: false,
  } as const;
  const arrivals: readonly (readonly [string, RemoteSkill, Partial<PlanBasis>, Failure | null])[] = [
    ['a skill of this name that is new', remoteSkill('x'), {}, undecided],
    ['one whose label is this name', remoteSkill('x', { name: null, label: 'mine' }), {}, undecided],
    ['one whose label alone is this name', remoteSkill('x', { name: 'other', label: 'mine' }), {}, null],
    ['one that the person was asked about', remoteSkill('x'), { namesakes: ['y', 'x'] }, null],
    ['one that the folder was linked to', remoteSkill('theirs'), { link: theirs }, null],
    ["one of the vendor's", remoteSkill('x', { isOwn: false }), {}, null],
    ['one of another name', remoteSkill('x', { name: 'mine-too' }), {}, null],
  ];
  for (const [what, skill, basis, failure] of arrivals) {
    it(`${failure ? 'asks about' : 'takes no notice of'} ${what}`, async () => {
      const { answer } = await compare({ action, basis, holds: [remoteSkill('z', { name: 'z' }), skill] });
      assert.deepEqual(
        answer,
        failure ?? {
          kind: 'new-skill',
          label: 'mine',
          knowsNamesakes: true,
          before: new Set(['z', skill.id, ...(basis.namesakes ?? [])]),
        },
      );
    });
  }

  it('fails as the registry does', async () => {
    assert.deepEqual((await compare({ action, holds: null })).answer, offline);
  });
});

describe('the last look before a new version', () => {
  const facts = { skillId: 's', remoteName: 'mine', from: 'v2', to: 'v3' };
  const action: PlannedAction = { kind: 'new-version', ...facts };
  const holds = [remoteVersion('2'), remoteVersion('1')];

  it('tells which versions there were', async () => {
    const { answer, asked } = await compare({ action, holds, basis: { latestVersion: '2' } });
    assert.deepEqual(answer, {
      kind: 'new-version',
      skillId: 's',
      makeDefault: false,
      before: new Set(['2', '1']),
    });
    assert.deepEqual(asked, [['s', { limit: 100, signal: undefined }]]);
  });

  const moved = (known: string, found: string) =>
    ({ kind: 'moved-on', skill: 'skills/mine', registry: 'Team', known, found }) as const;

  it('finds a version that came after the review', async () => {
    assert.deepEqual(
      (await compare({ action, holds, basis: { latestVersion: '1' } })).answer,
      moved('v2', 'v2'),
    );
    const three = [remoteVersion('3'), ...holds];
    assert.deepEqual(
      (await compare({ action, holds: three, basis: { latestVersion: '2' } })).answer,
      moved('v2', 'v3'),
    );
  });

  it('finds that all versions were deleted', async () => {
    const { answer } = await compare({ action, holds: [], basis: { latestVersion: '2' } });
    assert.deepEqual(answer, moved('v2', 'no version'));
  });

  it('goes on where there still is none', async () => {
    const { answer } = await compare({ action, holds: [], basis: { latestVersion: null } });
    assert.deepEqual(answer, { kind: 'new-version', skillId: 's', makeDefault: false, before: new Set() });
  });

  it('stops a conflict that was accepted when yet another version came', async () => {
    const conflict: PlannedAction = {
      kind: 'conflict',
      ...facts,
      known: 'v1',
      found: remoteVersion('2'),
    };
    assert.equal(
      (await compare({ action: conflict, holds, basis: { latestVersion: '2' } })).answer.kind,
      'new-version',
    );
    const three = [remoteVersion('3'), ...holds];
    const { answer } = await compare({ action: conflict, holds: three, basis: { latestVersion: '2' } });
    assert.deepEqual(answer, moved('v2', 'v3'));
  });

  it('fails as the registry does', async () => {
    const { answer } = await compare({ action, holds: null, basis: { latestVersion: '2' } });
    assert.deepEqual(answer, offline);
  });
});
