import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryStates, standingOf, stateWords } from '../../../../src/core/link/skillState.ts';
import type { HeardSkill } from '../../../../src/core/registry/skillFacts.ts';

const labelOf = (key: string) => (key === 'local' ? 'Local' : 'Team');

function link(version: string, digest: string) {
  return { skillId: 's', name: 'demo', version, digest, publishedAt: '2026-11-21T00:00:00Z' };
}

test('a skill without a link was never published', () => {
  assert.equal(stateWords(registryStates(new Map(), 'sha256:a'), labelOf), 'never published');
});

test('each registry says its version, and whether the folder changed since', () => {
  const links = new Map([
    ['local', link('2', 'sha256:a')],
    ['anthropic', link('skver_01', 'sha256:b')],
  ]);
  assert.equal(
    stateWords(registryStates(links, 'sha256:a'), labelOf),
    'v2 on Local · changed since published on Team',
  );
  assert.equal(
    stateWords(registryStates(links, 'sha256:b'), labelOf),
    'changed since v2 on Local · published on Team',
  );
});

/** What a row says of a folder that holds `version`, where the registry has these. */
function told(version: string, remote: Partial<HeardSkill>, isChanged = false): readonly [string, string] {
  const facts: HeardSkill = { isGone: false, runs: null, latest: null, goneVersions: [], ...remote };
  const state = { registryKey: 'local', link: link(version, 'sha256:a'), isChanged, remote: facts };
  return [stateWords([state], labelOf), standingOf(state)];
}

test('what runs, what is newest and what this folder is are told apart', () => {
  assert.deepEqual(told('2', { runs: '2', latest: '2' }), ['v2 on Local', 'live']);
  assert.deepEqual(told('2', { runs: '1', latest: '2' }), ['v2 on Local, v1 runs', 'not-live']);
  assert.deepEqual(told('1', { runs: '1', latest: '3' }), ['v1 on Local, behind v3', 'behind']);
  assert.deepEqual(told('1', { runs: '3', latest: '3' }), ['v1 on Local, behind v3, which runs', 'behind']);
  assert.deepEqual(told('1', { runs: '2', latest: '3' }), ['v1 on Local, behind v3, v2 runs', 'behind']);
  assert.deepEqual(told('2', { runs: '1', latest: '2' }, true), [
    'changed since v2 on Local, v1 runs',
    'changed',
  ]);
  assert.deepEqual(told('skver_1', { runs: 'skver_2', latest: 'skver_2' }), [
    'published on Local, behind a newer version, which runs',
    'behind',
  ]);
});

test('what was heard before the linked version was published says nothing of it', () => {
  assert.deepEqual(told('2', { runs: '1', latest: '1' }), ['v2 on Local', 'live']);
  assert.deepEqual(told('10', { runs: '9', latest: '9' }, true), ['changed since v10 on Local', 'changed']);
  assert.deepEqual(told('1759178010641129', { runs: '1759178010641128', latest: '1759178010641128' }), [
    'published on Local',
    'live',
  ]);
  assert.deepEqual(told('2', { runs: '1', latest: '1', goneVersions: ['2'] }), [
    'v2 gone from Local, v1 runs',
    'gone',
  ]);
});

test('a version or a skill that was deleted is said to be gone', () => {
  assert.deepEqual(told('3', { isGone: true }), ['gone from Local', 'gone']);
  assert.deepEqual(told('3', { runs: '2', latest: '2', goneVersions: ['3'] }), [
    'v3 gone from Local, v2 runs',
    'gone',
  ]);
  assert.deepEqual(told('3', { runs: '3', latest: '3', goneVersions: ['1'] }), ['v3 on Local', 'live']);
});
