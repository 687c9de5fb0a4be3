import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  folderInWork,
  parseWorkDirectoryName,
  workDirectoryName,
} from '../../../../src/core/published/workDirectoryName.ts';

test('a work directory is told by its name, whatever the folder is called', () => {
  for (const folder of ['demo', 'my demo', '.demo', 'demo.skillwright-1-01234567', 'démo']) {
    const name = workDirectoryName({ folder, pid: 4711 }, '0123abcd');
    assert.deepEqual(parseWorkDirectoryName(name), { folder, pid: 4711 });
  }
});

test('other names are none', () => {
  const others = [
    'demo',
    '.demo',
    '.demo.skillwright-1',
    '.demo.skillwright-x-0123abcd',
    '.demo.skillwright-1-0123abcdef',
    '.demo.skillwright-1-0123ABCD',
    'demo.skillwright-1-0123abcd',
    '..skillwright-1-0123abcd',
    '.skillwright.json',
  ];
  assert.deepEqual(
    others.filter(name => parseWorkDirectoryName(name) !== null),
    [],
  );
});

test('a path into one leads to the folder beside it', () => {
  const folder = '/w/skills/demo';
  for (const rest of ['', '/backup', '/old/SKILL.md', '/new/references/a.md']) {
    assert.equal(folderInWork(`/w/skills/.demo.skillwright-7-0123abcd${rest}`), folder);
  }
  for (const path of ['/w/skills/demo/SKILL.md', '/w/.skillwright-notes/SKILL.md', '/']) {
    assert.equal(folderInWork(path), null, path);
  }
});
