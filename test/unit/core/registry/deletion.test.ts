import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  anthropicCapabilities,
  anthropicEarlierCapabilities,
  openaiCapabilities,
} from '../../../../src/core/registry/capabilities.ts';
import type { Capabilities, RemoteVersion } from '../../../../src/core/registry/contract.ts';
import { deletionEffect, deletionWords } from '../../../../src/core/registry/deletion.ts';

const openai = { active: 'pointer', lastVersion: 'deletes-skill', isDefaultProtected: true } as const;
const anthropic = { active: 'latest', lastVersion: 'refused', isDefaultProtected: false } as const;

function version(key: string): RemoteVersion {
  return { key, id: key, skillId: 's', name: 'n', description: 'd', createdAt: 0 };
}

const three = ['3', '2', '1'].map(version);
const skill = { defaultVersion: '1', latestVersion: '3' };

test('a version that is not the default goes alone', () => {
  assert.equal(deletionEffect(openai, skill, three, version('3')).kind, 'plain');
});

test('the default cannot go before the newest other one takes its place', () => {
  const effect = deletionEffect(openai, skill, three, version('1'));
  assert.equal(effect.kind === 'refused-default' && effect.candidate.key, '3');
});

test('the only version takes the skill along on OpenAI, though it is the default', () => {
  const only = { defaultVersion: '1', latestVersion: '1' };
  assert.equal(deletionEffect(openai, only, [version('1')], version('1')).kind, 'deletes-skill');
});

test('deleting the newest changes what runs where the latest is what runs', () => {
  const effect = deletionEffect(anthropic, { defaultVersion: null, latestVersion: '3' }, three, version('3'));
  assert.equal(effect.kind === 'changes-active' && effect.next.key, '2');
});

test('an older version goes alone where the latest is what runs', () => {
  const latest = { defaultVersion: null, latestVersion: '3' };
  assert.equal(deletionEffect(anthropic, latest, three, version('2')).kind, 'plain');
});

test('the only version is refused on Anthropic, and leaves an empty skill on its earlier protocol', () => {
  const only = { defaultVersion: null, latestVersion: '1' };
  const allowed = { ...anthropic, lastVersion: 'allowed' } as const;
  assert.equal(deletionEffect(anthropic, only, [version('1')], version('1')).kind, 'refused-last');
  assert.equal(deletionEffect(allowed, only, [version('1')], version('1')).kind, 'empties-skill');
});

test('the newest is known from the list where the skill does not tell it', () => {
  const untold = { defaultVersion: null, latestVersion: null };
  assert.equal(deletionEffect(anthropic, untold, three, version('3')).kind, 'changes-active');
  assert.equal(deletionEffect(anthropic, untold, three, version('2')).kind, 'plain');
});

/** What is said of deleting `deleted` of so many versions, the first being the default and the last the latest. */
function words(capabilities: Capabilities, count: number, deleted: number): string {
  const versions = Array.from({ length: count }, (_, index) => version(String(count - index)));
  const skill = { defaultVersion: '1', latestVersion: String(count) };
  return deletionWords(deletionEffect(capabilities, skill, versions, version(String(deleted))));
}

test("each registry's rule is said before it is met", () => {
  assert.match(words(openaiCapabilities, 3, 2), /^The other versions stay/);
  assert.match(words(openaiCapabilities, 3, 1), /^As the default it cannot be deleted/);
  assert.match(words(openaiCapabilities, 1, 1), /the skill goes with it/);
  assert.match(words(anthropicCapabilities, 3, 3), /from then on v2 runs/);
  assert.match(words(anthropicCapabilities, 3, 1), /^The other versions stay/);
  assert.match(words(anthropicCapabilities, 1, 1), /cannot be deleted\. Delete the skill instead/);
  assert.match(words(anthropicEarlierCapabilities, 1, 1), /the skill stays, with nothing in it/);
});
