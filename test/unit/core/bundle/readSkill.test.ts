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

for (const [what, entries, why] of [
  ['a folder', { 'SKILL.md/notes.md': 'x' }, 'is-a-folder'],
  ['an empty folder', { 'SKILL.md': { kind: 'directory' } }, 'is-a-folder'],
  ['a link to a folder', { 'SKILL.md': { link: 'docs' }, 'docs/a.md': 'x' }, 'is-a-folder'],
  ['a link to nothing', { 'SKILL.md': { link: 'gone.md' } }, 'link-leads-nowhere'],
  ['a pipe', { 'SKILL.md': { kind: 'other' } }, 'not-a-file'],
] as const) {
  test(`a SKILL.md that is ${what} is called that`, async () => {
    const skill = await readSkill(memoryFolder('demo', { 'a.md': 'x', ...entries }));
    assert.deepEqual(!skill.ok && skill.failure, {
      kind: 'refused-paths',
      skill: 'demo',
      paths: [{ path: 'SKILL.md', why }],
    });
  });
}

test('a folder without a SKILL.md at its top is no skill', async () => {
  const skill = await readSkill(memoryFolder('demo', { 'docs/SKILL.md': 'too deep' }));
  assert.deepEqual(!skill.ok && skill.failure, { kind: 'no-manifest', path: 'demo' });
});
