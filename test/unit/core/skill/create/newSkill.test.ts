import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSkill, defaultProfiles } from '../../../../../src/core/skill/checkSkill.ts';
import { newSkillFile } from '../../../../../src/core/skill/create/newSkill.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';

const descriptions = [
  'Writes release notes from git history. Use when preparing a release.',
  'Reads "quoted": values, # and all. Use when a colon: comes first.',
  '  - Lists things. Use when they start with a hyphen.  ',
];

test('a new skill has no problem, whatever its description is made of', () => {
  for (const description of descriptions) {
    const document = parseSkill(newSkillFile('release-notes', description).text);
    const context = { ...noContext, folderName: 'release-notes' };
    const profiles = [...defaultProfiles, 'openai', 'anthropic'] as const;
    assert.deepEqual(checkSkill(document, context, { profiles }), []);
  }
});

test('the author goes on at the sentence that is to be written over', () => {
  const { text, start, end } = newSkillFile('release-notes', 'Writes notes. Use when releasing.');
  assert.match(text.slice(0, start), /\n# Release notes\n\n$/);
  assert.equal(text.slice(end), '\n');
});
