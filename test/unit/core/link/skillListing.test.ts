import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  agentsReading,
  type ListedSkill,
  type ListView,
  placeGroups,
  shownSkills,
} from '../../../../src/core/link/skillListing.ts';

const all: ListView = { text: '', onlyProblems: false, order: 'place', isGrouped: null };

function listed(path: string, more: Partial<ListedSkill> = {}): ListedSkill {
  const name = path.split('/').at(-1) ?? '';
  const nothing = { places: [], text: '', errors: 0, warnings: 0, standings: [] };
  return { name, root: 'repo', path, ...nothing, ...more };
}

function names(skills: readonly ListedSkill[]): readonly string[] {
  return skills.map(({ name }) => name);
}

test('a filter finds words of the name, the path, another place or the front matter, in any letter case', () => {
  const skills = [
    listed('skills/pdf-forms', { text: 'description: Fills forms' }),
    listed('skills/csv', { text: 'description: Reads Tables' }),
    listed('other/notes', { places: ['.claude/skills/notes'] }),
  ];
  const found = (text: string) => names(shownSkills(skills, { ...all, text }));
  assert.deepEqual(found('PDF fill'), ['pdf-forms']);
  assert.deepEqual(found('tables'), ['csv']);
  assert.deepEqual(found('claude'), ['notes']);
  assert.deepEqual(found('  '), ['pdf-forms', 'csv', 'notes']);
  assert.deepEqual(found('nothing like it'), []);
});

test('only skills with errors or warnings are left when problems are asked for', () => {
  const skills = [listed('a', { warnings: 1 }), listed('b'), listed('c', { errors: 2 })];
  assert.deepEqual(names(shownSkills(skills, { ...all, onlyProblems: true })), ['a', 'c']);
});

test('the orders are by path, by name with numbers as numbers, by problems, and by what changed', () => {
  const skills = [
    listed('a/step-10', { standings: ['live'] }),
    listed('b/step-2', { errors: 1 }),
    listed('c/apple', { errors: 3, standings: ['changed', 'live'] }),
    listed('d/zebra', { standings: ['behind'] }),
  ];
  const ordered = (order: ListView['order']) => names(shownSkills(skills, { ...all, order }));
  assert.deepEqual(ordered('place'), ['step-10', 'step-2', 'apple', 'zebra']);
  assert.deepEqual(ordered('name'), ['apple', 'step-2', 'step-10', 'zebra']);
  assert.deepEqual(ordered('problems'), ['apple', 'step-2', 'step-10', 'zebra']);
  assert.deepEqual(ordered('changes'), ['apple', 'zebra', 'step-2', 'step-10']);
});

test('groups are the folders, each with who reads all of its skills, by the folder or by links', () => {
  const skills = [
    listed('.claude/skills/own'),
    listed('skills/linked', { places: ['.claude/skills/linked', '.agents/skills/linked'] }),
    listed('skills/also-linked', { places: ['.claude/skills/also-linked'] }),
    listed('packages/web/skills/plain'),
    listed('.'),
  ];
  const groups = placeGroups(skills, skills, { ...all, isGrouped: true });
  assert.deepEqual(
    groups?.map(({ place, agents, skills: inside }) => [place, agents.join(', '), inside.length]),
    [
      ['', '', 1],
      ['.claude/skills', 'Claude Code, GitHub Copilot', 1],
      ['packages/web/skills', '', 1],
      ['skills', 'Claude Code, GitHub Copilot', 2],
    ],
  );
  assert.ok(agentsReading(skills[1] ?? listed('')).includes('Codex'));
});

test('many skills in several places are grouped by themselves; few, or all in one place, are a list', () => {
  const many = Array.from({ length: 12 }, (_, i) => listed(`${i % 2 ? 'skills' : 'other'}/s-${i}`));
  const alone = Array.from({ length: 45 }, (_, i) => listed(`skills/s-${i}`));
  assert.equal(placeGroups(many, many, all)?.length, 2);
  assert.equal(placeGroups(many, many.slice(0, 1), all)?.length, 1, 'also while a filter leaves few');
  assert.equal(placeGroups(many.slice(0, 11), many.slice(0, 11), all), null);
  assert.equal(placeGroups(alone, alone, all), null);
  assert.equal(placeGroups(many, many, { ...all, isGrouped: false }), null);
});

test('three hundred skills with names of 64 characters are grouped, filtered and sorted in a moment', () => {
  const skills = Array.from({ length: 300 }, (_, index) =>
    listed(`${index % 3 ? 'skills' : '.claude/skills'}/${String(index).padStart(3, '0')}${'x'.repeat(61)}`, {
      errors: index % 10 === 0 ? 1 : 0,
    }),
  );
  const view: ListView = { ...all, onlyProblems: true, order: 'problems' };
  const shown = shownSkills(skills, view);
  assert.equal(shown.length, 30);
  const groups = placeGroups(skills, shown, view);
  assert.deepEqual(
    groups?.map(({ place, skills: inside }) => [place, inside.length]),
    [
      ['.claude/skills', 10],
      ['skills', 20],
    ],
  );
});
