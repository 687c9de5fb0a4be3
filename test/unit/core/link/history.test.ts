import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyOf, publishedDigest, skillHistory, withHistory } from '../../../../src/core/link/history.ts';
import { emptyLinkFile, type LinkFile, withLink } from '../../../../src/core/link/linkFile.ts';
import { unknownProvenance } from '../../../../src/core/provenance/provenance.ts';

const registry = 'openai https://a.example/v1';

function published(file: LinkFile, folder: string, version: string, skillId = 'skill_1'): LinkFile {
  const digest = `sha256:${version}`;
  const publishedAt = `2026-11-0${version}T00:00:00.000Z`;
  const linked = withLink(file, folder, registry, { skillId, name: 'a', version, digest, publishedAt });
  return withHistory(linked, folder, registry, { ...unknownProvenance, version, digest, publishedAt });
}

test('what is known of a skill’s versions is found by any of its folders, newest first, each once', () => {
  let file = published(emptyLinkFile, 'skills/a', '1');
  file = published(file, 'skills/a', '3');
  file = published(file, '.claude/skills/a', '2');
  file = published(file, 'skills/other', '4', 'skill_2');
  const versions = (id: string) => skillHistory(file, registry, id).map(({ version }) => version);
  assert.deepEqual(versions('skill_1'), ['3', '2', '1']);
  assert.deepEqual(versions('skill_2'), ['4']);
  assert.deepEqual(versions('skill_3'), []);
  assert.deepEqual(skillHistory(file, 'local', 'skill_1'), []);
  assert.equal(publishedDigest(file, registry, { skillId: 'skill_1', version: '1' }), 'sha256:1');
  assert.equal(publishedDigest(file, registry, { skillId: 'skill_2', version: '1' }), null);
});

test('a history that somebody made something else of is none, and can be written again', () => {
  const odd = {
    content: { version: 1, skills: { a: { history: ['x'] }, b: { history: { [registry]: 2 } } } },
  };
  assert.deepEqual(historyOf(odd, 'a', registry), []);
  assert.deepEqual(historyOf(odd, 'b', registry), []);
  assert.equal(historyOf(published(odd, 'a', '1'), 'a', registry).length, 1);
});
