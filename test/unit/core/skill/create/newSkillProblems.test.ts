import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckOptions } from '../../../../../src/core/skill/checkSkill.ts';
import { descriptionProblems, nameProblems } from '../../../../../src/core/skill/create/newSkillProblems.ts';
import type { Problem } from '../../../../../src/core/skill/problem.ts';

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
