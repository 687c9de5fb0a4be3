import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newSkillPlaces } from '../../../../../src/core/skill/create/newSkillPlaces.ts';

const usual = [
  { folder: 'skills', detail: 'usual' },
  { folder: '.claude/skills', detail: 'for Claude Code' },
];

function placed(paths: readonly string[], name = 'fresh'): readonly string[] {
  return newSkillPlaces(paths, usual, name).map(({ folder, detail }) => `${folder}: ${detail}`);
}

test('without skills, the usual places are offered', () => {
  assert.deepEqual(placed([]), ['skills: usual', '.claude/skills: for Claude Code']);
});

test('where most skills are comes first, and once', () => {
  assert.deepEqual(placed(['lone', 'a/b/one', 'skills/one', 'skills/two', 'skills/three', 'a/b/two']), [
    'skills: Beside 3 skills of this workspace',
    'a/b: Beside 2 skills of this workspace',
    ': Beside 1 skill of this workspace',
    '.claude/skills: for Claude Code',
  ]);
});

test('no place is inside another skill, whose bundle would have a second SKILL.md', () => {
  assert.deepEqual(
    placed(['skills/outer', 'skills/outer/inner', 'skills/outer/parts/deep', 'skills/outer-two/x']),
    [
      'skills: Beside 1 skill of this workspace',
      'skills/outer-two: Beside 1 skill of this workspace',
      '.claude/skills: for Claude Code',
    ],
  );
});

test('no place has a skill of that name already', () => {
  assert.deepEqual(placed(['skills/fresh', 'fresh']), ['.claude/skills: for Claude Code']);
});

test('where the workspace is a skill itself, the usual places remain', () => {
  assert.deepEqual(placed(['.']), ['skills: usual', '.claude/skills: for Claude Code']);
});
