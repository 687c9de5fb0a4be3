import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSkill } from '../../../../src/core/bundle/readSkill.ts';
import { assertOk } from '../../../support/result.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';

test('a skill is found with its files, its ignored paths and its text as it is', async () => {
  const folder = memoryFolder('demo', {
    'skill.md': '\uFEFF---\nname: demo\n',
    'scripts/run.sh': 'echo hi',
    '.skillignore': 'drafts/\n',
    'drafts/idea.md': 'later',
  });
  const skill = await readSkill(folder);
  assertOk(skill);
  assert.equal(skill.value.manifestPath, 'skill.md');
  assert.ok(skill.value.text.startsWith('\uFEFF'), 'a byte order mark is for the rules to report');
  assert.equal(skill.value.context.folderName, 'demo');
  assert.deepEqual(
    skill.value.context.files?.map(({ path }) => path),
    ['scripts/run.sh', 'skill.md'],
  );
  assert.deepEqual(
    skill.value.context.excluded.find(({ path }) => path === 'drafts/'),
    { path: 'drafts/', why: 'by “drafts/” in .skillignore:1' },
  );
});

test('a folder without a SKILL.md at its top is no skill', async () => {
  const skill = await readSkill(memoryFolder('demo', { 'docs/SKILL.md': 'too deep' }));
  assert.deepEqual(!skill.ok && skill.failure, { kind: 'no-manifest', path: 'demo' });
});
