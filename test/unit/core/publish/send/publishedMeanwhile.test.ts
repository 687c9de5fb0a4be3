import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishedMeanwhile } from '../../../../../src/core/publish/send/publishedMeanwhile.ts';
import type { UploadPlace } from '../../../../../src/core/publish/send/sendVersion.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { remoteVersion, scriptedRegistry, targetJob } from '../../../../support/publish/targetJob.ts';

interface World {
  readonly own: string;
  /** The latest version of the review. */
  readonly latest: string | null;
  readonly before?: readonly string[];
  /** What the registry lists now, newest first; null where it does not answer. */
  readonly listed?: readonly string[] | null;
  readonly isNew?: boolean;
}

async function others({ own, latest, before = [], listed = [], isNew = false }: World) {
  let asked = 0;
  const registry = scriptedRegistry({
    listVersions: async () => {
      asked++;
      if (listed === null) {
        return failed({ kind: 'timed-out', registry: 'Team', afterMs: 1 });
      }
      return success({ items: listed.map(key => remoteVersion(key)), next: null });
    },
  });
  const action = { kind: 'new-version', skillId: 's', remoteName: 'mine', from: '', to: '' } as const;
  const job = targetJob(registry, { action, basis: { latestVersion: latest } });
  const place: UploadPlace = isNew
    ? { kind: 'new-skill', label: null, before: new Set(before) }
    : { kind: 'new-version', skillId: 's', makeDefault: false, before: new Set(before) };
  return { said: await publishedMeanwhile(job, place, remoteVersion(own)), asked };
}

describe('what others published in the same moment', () => {
  const cases: readonly (readonly [string, World, readonly string[], number])[] = [
    ['nothing, where ours is the next number', { own: '3', latest: '2' }, [], 0],
    ['nothing, where ours is the first of all', { own: '1', latest: null }, [], 0],
    ['nothing, in a skill that we made', { own: 'x', latest: null, isNew: true }, [], 0],
    [
      'what stands between',
      { own: '5', latest: '2', before: ['2', '1'], listed: ['5', '4', '3', '2', '1'] },
      ['v4', 'v3'],
      1,
    ],
    [
      'nothing that came after ours',
      { own: '4', latest: '2', before: ['2'], listed: ['5', '4', '3', '2'] },
      ['v3'],
      1,
    ],
    [
      'what is new where nobody counts',
      { own: '9000000000', latest: '10', before: ['10'], listed: ['9000000000', '10'] },
      [],
      1,
    ],
    [
      'nothing, where a version between was deleted',
      { own: '4', latest: '2', before: ['2'], listed: ['4', '2'] },
      [],
      1,
    ],
    ['nothing, where the registry does not answer', { own: '4', latest: '2', listed: null }, [], 1],
  ];
  for (const [what, world, said, asked] of cases) {
    it(`is ${what}`, async () => assert.deepEqual(await others(world), { said, asked }));
  }
});
