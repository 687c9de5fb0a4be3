import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../src/core/publish/outcome.ts';
import { outcomeWords, progressWords } from '../../../../src/core/publish/outcomeWords.ts';
import { anthropicCapabilities, openaiCapabilities } from '../../../../src/core/registry/capabilities.ts';

const version = {
  key: '2',
  id: 'skillver_2',
  skillId: 'skill_1',
  name: 'demo',
  description: 'd',
  createdAt: 0,
};
const published = {
  kind: 'published',
  skillId: 'skill_1',
  version,
  is: 'v2',
  isDefault: false,
  wasReconciled: false,
  meanwhile: [],
  namesakes: [],
  copies: [],
  afterwards: null,
} as const satisfies Outcome;

function words(outcome: Outcome, capabilities = openaiCapabilities) {
  return outcomeWords(outcome, 'demo', { label: 'Team', capabilities });
}

test('a publish says which version it became, and whether that is the default', () => {
  assert.deepEqual(words(published), { isGood: true, text: 'Published “demo” to Team as v2.' });
  assert.equal(
    words({ ...published, isDefault: true }).text,
    'Published “demo” to Team as v2, which is the default now.',
  );
  assert.equal(
    words({ ...published, is: '2026-11-21 09:05', isDefault: true }, anthropicCapabilities).text,
    'Published “demo” to Team as 2026-11-21 09:05, which runs from now on.',
  );
});

test('a lost answer is told, and so is that the registry has the version', () => {
  assert.match(
    words({ ...published, wasReconciled: true }).text,
    /as v2\. The answer was lost .* confirms it\.$/,
  );
});

test('what somebody else published in the same moment is told', () => {
  assert.match(words({ ...published, meanwhile: ['v4', 'v3'] }).text, /Somebody else published v4 and v3/);
});

test('what failed after the upload does not hide that it is published', () => {
  const { isGood, text } = words({
    ...published,
    afterwards: { kind: 'disk-full', path: '.skillwright.json' },
  });
  assert.equal(isGood, false);
  assert.match(text, /^Published “demo” to Team as v2\. But: .*\.skillwright\.json/);
});

test('a publish that did not happen says so first, then why', () => {
  const { isGood, text } = words({
    kind: 'not-published',
    failure: { kind: 'unauthorised', registry: 'Team' },
    mayArrive: false,
  });
  assert.equal(isGood, false);
  assert.match(text, /^“demo” was not published to Team\. .*key/i);
});

test('what left whole and was not seen to arrive is said to be that', () => {
  const { isGood, text } = words({
    kind: 'not-published',
    failure: { kind: 'unavailable', registry: 'Team', status: 503 },
    mayArrive: true,
  });
  assert.equal(isGood, false);
  assert.match(
    text,
    /^“demo” is not published to Team so far\. .* may still arrive: the next review finds it/,
  );
});

test('a copy, and a skill of the same name that somebody else made, are named with what to do', () => {
  const copies = [
    { skillId: 'skill_1', version: '3', is: 'v3', isSkill: false },
    { skillId: 'skill_9', version: '1', is: 'v1', isSkill: true },
  ];
  assert.match(
    words({ ...published, copies }).text,
    /The version v3 holds the same files, .*: delete the copy\. The skill skill_9 holds the same files/,
  );
  assert.match(
    words({ ...published, namesakes: ['skill_8'] }).text,
    /Somebody else made a skill of the same name in the same moment, skill_8: .*delete one/,
  );
});

test('the same files, and a default that moved, are told apart', () => {
  const same: Outcome = {
    kind: 'nothing-to-do',
    skillId: 'skill_1',
    version: '2',
    is: 'v2',
    madeDefault: false,
    afterwards: null,
  };
  assert.equal(words(same).text, 'Nothing to publish: v2 of “demo” on Team has the same files.');
  assert.equal(words({ ...same, madeDefault: true }).text, 'v2 of “demo” on Team is the default now.');
});

test('what cannot be known yet is said to be so, with what happens next', () => {
  const { isGood, text } = words({
    kind: 'unsettled',
    failure: { kind: 'unreachable', registry: 'Team', origin: 'https://team.example', cause: 'ECONNREFUSED' },
  });
  assert.equal(isGood, false);
  assert.match(text, /not known yet .* nothing is published twice/);
});

test('each step, the bytes and a pause are named', () => {
  const target = 'demo → team';
  assert.equal(progressWords({ kind: 'step', target, step: 'bundle' }), 'bundling');
  assert.equal(
    progressWords({ kind: 'progress', target, sentBytes: 1.2 * 2 ** 20, totalBytes: 4 * 2 ** 20 }),
    'sending, 1.2 MB of 4.0 MB',
  );
  const why = { kind: 'rate-limited', registry: 'Team' } as const;
  assert.equal(progressWords({ kind: 'waiting', target, forMs: 1_500, why }), 'waiting 2 s for the registry');
});
