import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryStates, stateWords } from '../../../../src/core/link/skillState.ts';

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
