import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readManifest } from '../../../../../src/core/skill/document/manifest.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { versionBumps } from '../../../../../src/core/skill/fix/bumpVersion.ts';

function skill(version: string): string {
  return `---\nname: demo # mine\ndescription: d\nmetadata:\n  author: me\n  version: ${version} # raise me\n---\n\nBody.\n`;
}

/** The text after each bump; only the value's line may differ. */
function bumped(version: string): readonly string[] {
  const text = skill(version);
  const lines = text.split('\n');
  return versionBumps(parseSkill(text)).map(({ to, edit: { range, text: value } }) => {
    const line = lines[range.start.line] ?? '';
    const changed = line.slice(0, range.start.character) + value + line.slice(range.end.character);
    const after = lines.with(range.start.line, changed).join('\n');
    assert.equal(readManifest(parseSkill(after))?.metadata.version?.replace(/^v/, ''), to);
    return changed.trim();
  });
}

test('each part is raised, and the smaller ones start again', () => {
  assert.deepEqual(bumped('1.2.3'), [
    'version: 1.2.4 # raise me',
    'version: 1.3.0 # raise me',
    'version: 2.0.0 # raise me',
  ]);
});

test('quotes and a leading v stay', () => {
  assert.deepEqual(bumped('"1.9"'), [
    'version: "1.9.1" # raise me',
    'version: "1.10" # raise me',
    'version: "2.0" # raise me',
  ]);
  assert.equal(bumped('v1')[2], 'version: v2 # raise me');
});

test('two bare numbers get quotes, so that 1.10 is not read as 1.1', () => {
  assert.equal(bumped('1.9')[1], 'version: "1.10" # raise me');
});

test('what is no plain version is left alone', () => {
  for (const version of ['2026-11-21', 'latest', '1.2.3-beta.1', '[1]', '']) {
    assert.deepEqual(bumped(version), [], version);
  }
  assert.deepEqual(versionBumps(parseSkill('---\nname: demo\ndescription: d\n---\n')), []);
});
