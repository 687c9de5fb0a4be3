import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckOptions } from '../../../../../src/core/skill/checkSkill.ts';
import { checkSkill, defaultProfiles } from '../../../../../src/core/skill/checkSkill.ts';
import {
  descriptionProblems,
  nameFor,
  nameProblems,
  newSkillFile,
  newSkillPlaces,
} from '../../../../../src/core/skill/create/newSkill.ts';
import { templatedSkill, templates } from '../../../../../src/core/skill/create/templates.ts';
import { readManifest } from '../../../../../src/core/skill/document/manifest.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import type { Problem } from '../../../../../src/core/skill/problem.ts';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';

const descriptions = [
  'Writes release notes from git history. Use when preparing a release.',
  'Reads "quoted": values, # and all. Use when a colon: comes first.',
  '  - Lists things. Use when they start with a hyphen.  ',
];

test('a new skill has no problem but the sentence to write over, whatever its description is made of', () => {
  for (const description of descriptions) {
    const document = parseSkill(newSkillFile('release-notes', description).text);
    const context = { ...noContext, folderName: 'release-notes' };
    const profiles = [...defaultProfiles, 'openai', 'anthropic'] as const;
    assert.deepEqual(
      checkSkill(document, context, { profiles }).map(({ code }) => code),
      ['placeholder-text'],
    );
  }
});

test('what was typed is what the front matter says, whatever YAML would make of it', () => {
  const typed = [
    ...descriptions,
    'yes',
    'Null',
    '1.0',
    '"a" \\ b',
    'Ends with:',
    'tab\there',
    'a\u2028b',
    'a\nb',
    '"',
    'é',
  ];
  for (const text of typed) {
    const manifest = readManifest(parseSkill(newSkillFile('release-notes', text).text));
    assert.equal(manifest?.description, text.trim(), JSON.stringify(text));
  }
});

test('the author goes on at the sentence that is to be written over', () => {
  const { text, start, end } = newSkillFile('release-notes', 'Writes notes. Use when releasing.');
  assert.match(text.slice(0, start), /\n# Release notes\n\n$/);
  assert.equal(text.slice(end), '\n');
});

const options: CheckOptions = { profiles: ['spec', 'advice'] };
const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);

test('a name is held to the rules about names, and to no others', () => {
  assert.deepEqual(codes(nameProblems('release-notes', options)), []);
  assert.deepEqual(codes(nameProblems('Release Notes', options)), ['name-format']);
  assert.deepEqual(codes(nameProblems('', options)), ['name-blank']);
});

test('the rules of a registry count when its profile is in use', () => {
  assert.deepEqual(codes(nameProblems('claude-notes', options)), []);
  const withAnthropic: CheckOptions = { profiles: ['spec', 'anthropic'] };
  assert.deepEqual(codes(nameProblems('claude-notes', withAnthropic)), ['name-reserved']);
});

test('a description is told the worst first', () => {
  assert.deepEqual(
    codes(descriptionProblems('Writes notes. Use when releasing.', 'notes-writer', options)),
    [],
  );
  const [first, ...rest] = descriptionProblems(`I write notes. ${'x'.repeat(1100)}`, 'notes-writer', options);
  assert.equal(first?.code, 'description-length');
  assert.ok(rest.every(({ severity }) => severity !== 'error'));
});

test('YAML in what was typed changes nothing', () => {
  const text = 'Reads "a: b" # and {c}. Use when such text comes.';
  assert.deepEqual(codes(descriptionProblems(text, 'notes-writer', options)), []);
});

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

test('every template starts sound, with its files and the same sentence to write over', () => {
  for (const { id } of templates) {
    const { text, start, end, files } = templatedSkill(
      id,
      'sort-bills',
      'Sorts bills. Use when the user has bills.',
    );
    assert.equal(text.slice(start, end), 'Say step by step what to do, in the order in which it is done.');
    const paths = ['SKILL.md', ...files.keys()];
    const context = {
      ...noContext,
      folderName: 'sort-bills',
      files: paths.map(path => ({ path, size: 1, isExecutable: false })),
    };
    const found = checkSkill(parseSkill(text), context, { profiles: ['spec', 'advice', 'openai'] });
    assert.deepEqual(
      found.filter(({ severity }) => severity !== 'hint').map(({ code }) => code),
      ['placeholder-text'],
      id,
    );
  }
});

test('what is typed becomes a name where it can', () => {
  for (const [typed, name] of [
    ['My Skill', 'my-skill'],
    ['sort_bills', 'sort-bills'],
    [' sort-bills ', 'sort-bills'],
    ['sort-bills', 'sort-bills'],
    ['請求書', ''],
  ]) {
    assert.equal(nameFor(typed ?? ''), name);
  }
});
