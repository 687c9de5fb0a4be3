import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import type { RepublishAs } from '../../../../../src/core/publish/republish.ts';
import { sendVersion } from '../../../../../src/core/publish/send/sendVersion.ts';
import type { Capabilities } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import { remoteSkill, remoteVersion, scriptedRegistry } from '../../../../support/publish/targetJob.ts';

const lost: Failure = { kind: 'unreachable', registry: 'Team', origin: 'http://r', cause: 'ECONNRESET' };
const upload = { fileName: 'mine.zip', blob: new Blob(['zip']) };

/** Sends where the answer comes, or is lost after the registry stored it. */
async function send(as: RepublishAs, capabilities: Partial<Capabilities>, isLost = false) {
  const sent: unknown[] = [];
  const told: string[] = [];
  const registry = scriptedRegistry(
    {
      createSkill: async (_upload, options) => {
        sent.push({ label: options?.label });
        if (isLost) {
          return failed(lost);
        }
        return success({ skill: remoteSkill('new'), version: remoteVersion('1', { skillId: 'new' }) });
      },
      createVersion: async (skillId, _upload, options) => {
        sent.push({ skillId, isDefault: options?.isDefault });
        return isLost ? failed(lost) : success(remoteVersion('2'));
      },
      listSkills: async () => success({ items: ['new', 'old'].map(id => remoteSkill(id)), next: null }),
      listVersions: async skillId =>
        success({ items: ['2', '1'].map(key => remoteVersion(key, { skillId })), next: null }),
    },
    capabilities,
  );
  const result = await sendVersion(
    {
      registry,
      name: 'mine',
      description: 'd',
      digest: 'sha256:ours',
      upload,
      place:
        as.kind === 'new-skill'
          ? { ...as, before: new Set(['old']), knowsNamesakes: true }
          : { ...as, before: new Set(['1']) },
    },
    {
      published: {
        read: async (_registry, skillId, key) => {
          told.push(`look into ${skillId}/${key}`);
          return success({ files: [], digest: key === '2' ? 'sha256:ours' : 'sha256:other' });
        },
      },
      wait: async () => undefined,
    },
    { onEvent: event => told.push(event.kind === 'step' ? 'lost' : event.kind) },
  );
  const stored = result.kind === 'stored' ? [result.stored.skillId, result.stored.version.key] : result.kind;
  return { sent, told, stored };
}

describe('what is sent once', () => {
  const version = (makeDefault: boolean): RepublishAs => ({ kind: 'new-version', skillId: 's', makeDefault });
  const skill = (label: string | null): RepublishAs => ({ kind: 'new-skill', label });
  const cases: readonly (readonly [string, RepublishAs, Partial<Capabilities>, unknown])[] = [
    ['a skill with its label', skill('Mine'), { hasLabel: true }, { label: 'Mine' }],
    ['a skill that has none', skill(null), { hasLabel: true }, { label: undefined }],
    ['a skill where the registry has no labels', skill('Mine'), { hasLabel: false }, { label: undefined }],
    ['a version', version(false), {}, { skillId: 's', isDefault: false }],
    ['a version as the default', version(true), {}, { skillId: 's', isDefault: true }],
    [
      'a version where there is no default',
      version(true),
      { active: 'latest' },
      { skillId: 's', isDefault: false },
    ],
  ];
  for (const [what, as, capabilities, expected] of cases) {
    it(`is ${what}`, async () => {
      const { sent, told, stored } = await send(as, capabilities);
      assert.deepEqual(sent, [expected]);
      assert.deepEqual(told, []);
      assert.deepEqual(stored, as.kind === 'new-skill' ? ['new', '1'] : ['s', '2']);
    });
  }

  it('is a version that is found by its content after a lost answer', async () => {
    const { sent, told, stored } = await send(version(false), {}, true);
    assert.deepEqual([sent.length, stored], [1, ['s', '2']]);
    assert.deepEqual(told, ['lost', 'look into s/2']);
  });

  it('is a skill that is found among the new ones after a lost answer', async () => {
    const { sent, told, stored } = await send(skill(null), {}, true);
    assert.deepEqual([sent.length, stored], [1, ['new', '2']]);
    assert.deepEqual(told, ['lost', 'look into new/2']);
  });
});
