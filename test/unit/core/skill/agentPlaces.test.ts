import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { linkFileName } from '../../../../src/core/link/linkFileName.ts';
import {
  agentPlaces,
  agentPlacesDate,
  agentsOf,
  agentWords,
  personalPlaces,
} from '../../../../src/core/skill/agentPlaces.ts';
import { configFileName } from '../../../../src/core/skill/config/checkChoice.ts';

test('who reads a folder is told for the folders of the table, and for no other', () => {
  assert.deepEqual(agentsOf('.claude/skills'), ['Claude Code', 'GitHub Copilot']);
  assert.ok(agentsOf('.agents/skills').includes('Codex'));
  assert.deepEqual([agentsOf('skills'), agentsOf('packages/web/.claude/skills'), agentsOf('')], [[], [], []]);
});

test('a few agents are named, and of many the first and a number', () => {
  const words = ['A', 'B', 'C', 'D', 'E'].map((_, index, all) => agentWords(all.slice(0, index)));
  assert.deepEqual(words, ['', 'A', 'A and B', 'A, B and C', 'A, B, C and D']);
  assert.equal(agentWords(['A', 'B', 'C', 'D', 'E']), 'A, B, C and 2 more');
});

test('the table has a date, each folder once, and begins personal folders with what a variable stands for', () => {
  assert.match(agentPlacesDate, /^\d{4}-\d\d-\d\d$/);
  for (const places of [agentPlaces, personalPlaces]) {
    const folders = places.map(({ folder }) => folder);
    assert.equal(new Set(folders).size, folders.length);
    assert.ok(places.every(({ agents }) => agents.length > 0));
  }
  for (const { base, folder } of personalPlaces) {
    assert.ok(folder.startsWith(`${base}/`), folder);
  }
});

test('VS Code starts the extension where skills lie in a usual place, also when it gives up searching for them', async () => {
  const { activationEvents } = JSON.parse(
    await readFile(new URL('../../../../package.json', import.meta.url), 'utf8'),
  );
  const places = [
    'SKILL.md',
    'skills',
    ...agentPlaces.map(({ folder }) => folder),
    linkFileName,
    configFileName,
  ];
  const missing = places.filter(place => !activationEvents.includes(`workspaceContains:${place}`));
  assert.deepEqual(missing, []);
});
