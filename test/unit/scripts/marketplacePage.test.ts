import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandSentences } from '../../../scripts/commandSentences.ts';
import { marketplacePage, marketplaceSource } from '../../../scripts/marketplacePage.ts';
import { root } from '../../../scripts/paths.ts';
import { paletteCommands } from '../../../scripts/readmeTables.ts';

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;
const source = await readFile(join(root, marketplaceSource), 'utf8');

test('the extension’s page shows no picture and no address that leads nowhere', () => {
  assert.match(source, /^!\[[^\]]+\]\(\.\.\/media\//, 'which VS Code would show as broken');
  const text = marketplacePage(source, contributes);
  assert.match(text, /^# Skillwright\n/);
  const targets = [...text.matchAll(/\]\(([^)\s]{1,200})/g)].map(([, target = '']) => target);
  assert.ok(targets.length > 0);
  assert.deepEqual(
    targets.filter(target => !target.startsWith('https://')),
    [],
  );
});

test('the page says what it is for and how to begin before anything else, and nothing of how it is built', () => {
  const headings = [...source.matchAll(/^##? (.+)$/gm)].map(([, heading]) => heading);
  assert.deepEqual(headings.slice(0, 3), [
    'Skillwright',
    'Install',
    'Your first publish, without an account',
  ]);
  assert.doesNotMatch(source, /npm (start|test|run)/);
});

test('every command of the palette has its sentence on the page, and no sentence is about none', () => {
  const text = marketplacePage(source, contributes);
  const ids = paletteCommands(contributes).map(({ command }) => command);
  assert.deepEqual(
    ids.filter(id => !/^[A-Z“].{10,}\.$/.test(commandSentences[id] ?? '')),
    [],
  );
  assert.deepEqual(
    Object.keys(commandSentences).filter(id => !ids.includes(id)),
    [],
  );
  for (const { title, command } of paletteCommands(contributes)) {
    assert.ok(text.includes(`| Skills: ${title} | ${commandSentences[command]} |`), title);
  }
});

test('every setting has its sentence on the page, and every field of a registry one in the manifest', () => {
  const text = marketplacePage(source, contributes);
  for (const [name, setting] of Object.entries<Record<string, unknown>>(
    contributes.configuration.properties,
  )) {
    const sentence = String(setting.markdownDescription ?? setting.description ?? '');
    assert.match(sentence, /^[A-Z].{10,}[.`]/s, name);
    assert.ok(
      text.includes(`| \`${name}\` | ${sentence.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')} |`),
      name,
    );
  }
  const { properties } = contributes.configuration.properties['skillwright.registries'].items;
  for (const [name, { description }] of Object.entries<{ description: string }>(properties)) {
    assert.match(description, /^[A-Z].{10,}\.$/, name);
  }
});

test('the name is one word, and no address is invented', () => {
  assert.equal(manifest.displayName, 'Skillwright');
  assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/);
  for (const field of ['repository', 'homepage', 'bugs', 'qna', 'sponsor']) {
    assert.equal(manifest[field], undefined, field);
  }
});
