import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionFacts } from '../../../../src/core/published/cachedVersion.ts';
import { runningVersion, versionSummary } from '../../../../src/core/published/rollBackChoices.ts';

const facts = (metadataVersion: string | null, paths: readonly string[]): VersionFacts => ({
  registryKey: 'k',
  skillId: 's',
  version: '1',
  digest: 'd',
  files: paths.map(path => ({ path, size: 1, isExecutable: false, digest: path })),
  name: 'n',
  description: 'd',
  metadataVersion,
  folderName: 'n',
  topFolder: 'n',
  zipBytes: 1,
  deletedAt: null,
  label: null,
});

test('a version is summed up by what it calls itself and how it differs from what runs', () => {
  const running = facts('2.0.0', ['SKILL.md', 'new.md']);
  assert.equal(
    versionSummary(facts('1.1.0', ['SKILL.md']), running, 'v3'),
    'metadata.version 1.1.0 · −1 against v3',
  );
  assert.equal(versionSummary(facts(null, ['SKILL.md', 'new.md']), running, 'v3'), 'the same files as v3');
  assert.equal(versionSummary(facts('1.0.0', []), null, 'v3'), 'metadata.version 1.0.0');
  assert.equal(versionSummary(null, running, 'v3'), '');
});

test('what a version calls itself cannot disguise anything', () => {
  assert.equal(versionSummary(facts('1\u202e$(x)', []), null, 'v3'), 'metadata.version 1⟨U+202E⟩$ (x)');
});

test('what runs is the default, else the latest, else the newest that is listed', () => {
  const listed = [{ key: '9', id: '9', skillId: 's', name: null, description: null, createdAt: 0 }];
  assert.equal(runningVersion({ defaultVersion: '1', latestVersion: '3' }, listed), '1');
  assert.equal(runningVersion({ defaultVersion: null, latestVersion: '3' }, listed), '3');
  assert.equal(runningVersion({ defaultVersion: null, latestVersion: null }, listed), '9');
  assert.equal(runningVersion({ defaultVersion: null, latestVersion: null }, []), null);
});
