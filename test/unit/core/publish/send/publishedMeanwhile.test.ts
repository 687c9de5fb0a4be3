import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UploadPlace } from '../../../../../src/core/publish/send/findStored.ts';
import { publishedMeanwhile } from '../../../../../src/core/publish/send/publishedMeanwhile.ts';
import type { Registry } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { remoteSkill, remoteVersion, scriptedRegistry } from '../../../../support/publish/targetJob.ts';

interface World {
  readonly own: string;
  readonly before?: readonly string[];
  /** What the registry lists now, newest first; null where it does not answer. */
  readonly listed?: readonly string[] | null;
  /** Those that hold what was sent. */
  readonly same?: readonly string[];
}

function deps(same: readonly string[]) {
  return {
    published: {
      read: async (_registry: Registry, skillId: string, key: string) =>
        success({
          files: [],
          digest: same.includes(key) || same.includes(skillId) ? 'sha256:ours' : 'sha256:x',
        }),
    },
  };
}

function sentTo(registry: Registry) {
  return { registry, name: 'mine', description: 'd', digest: 'sha256:ours' };
}

async function versions({ own, before = [], listed = [], same = [] }: World) {
  const registry = scriptedRegistry({
    listVersions: async () => {
      if (listed === null) {
        return failed({ kind: 'timed-out', registry: 'Team', afterMs: 1 });
      }
      return success({ items: listed.map(key => remoteVersion(key)), next: null });
    },
  });
  const place: UploadPlace = {
    kind: 'new-version',
    skillId: 's',
    makeDefault: false,
    before: new Set(before),
  };
  const stored = { skillId: 's', version: remoteVersion(own) };
  const found = await publishedMeanwhile(sentTo(registry), place, stored, deps(same));
  return [found.versions, found.copies.map(({ is }) => is)];
}

describe('what else was published in the same moment', () => {
  const cases: readonly (readonly [string, World, readonly string[], readonly string[]])[] = [
    ['nothing, where ours is the next number', { own: '3', before: ['2'], listed: ['3', '2'] }, [], []],
    ['nothing, where ours is the first of all', { own: '1', listed: ['1'] }, [], []],
    [
      'what stands between',
      { own: '5', before: ['2', '1'], listed: ['5', '4', '3', '2', '1'] },
      ['v4', 'v3'],
      [],
    ],
    ['nothing that came after ours', { own: '4', before: ['2'], listed: ['5', '4', '3', '2'] }, ['v3'], []],
    [
      'nothing, where nobody counts and nothing else is new',
      { own: '9000000000', before: ['10'], listed: ['9000000000', '10'] },
      [],
      [],
    ],
    ['nothing, where a version between was deleted', { own: '4', before: ['2'], listed: ['4', '2'] }, [], []],
    ['nothing, where the registry does not answer', { own: '4', listed: null }, [], []],
    [
      'a copy of ours, before it or after it',
      { own: '3', before: ['1'], listed: ['4', '3', '2', '1'], same: ['2', '4'] },
      [],
      ['v4', 'v2'],
    ],
    [
      'no copy that was there before',
      { own: '3', before: ['2', '1'], listed: ['3', '2', '1'], same: ['2'] },
      [],
      [],
    ],
  ];
  for (const [what, world, others, copies] of cases) {
    it(`is ${what}`, async () => assert.deepEqual(await versions(world), [others, copies]));
  }

  it('is a skill of our name that somebody else made, or a copy of ours', async () => {
    const made = [
      remoteSkill('new'),
      remoteSkill('copy'),
      remoteSkill('theirs'),
      remoteSkill('else', { name: 'else' }),
      remoteSkill('vendor', { isOwn: false }),
      remoteSkill('old'),
    ];
    const registry = scriptedRegistry({
      listSkills: async () => success({ items: made, next: null }),
      listVersions: async skillId => success({ items: [remoteVersion('1', { skillId })], next: null }),
    });
    const place: UploadPlace = {
      kind: 'new-skill',
      label: null,
      before: new Set(['old']),
      knowsNamesakes: true,
    };
    const stored = { skillId: 'new', version: remoteVersion('1', { skillId: 'new' }) };
    const found = await publishedMeanwhile(sentTo(registry), place, stored, deps(['copy']));
    assert.deepEqual(found, {
      versions: [],
      skills: ['theirs'],
      copies: [{ skillId: 'copy', version: '1', is: 'v1', isSkill: true }],
    });
  });
});
