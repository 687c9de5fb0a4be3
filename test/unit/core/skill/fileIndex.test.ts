import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FileIndex, fileIndexOf } from '../../../../src/core/skill/fileIndex.ts';
import { noContext } from '../../../../src/core/skill/skillContext.ts';

const index = new FileIndex(
  ['SKILL.md', 'references/a/Deep.md', 'références/é.md', 'LICENSE'].map(path => ({
    path,
    size: 1,
    isExecutable: false,
  })),
  { excluded: ['out/', 'notes.txt'].map(path => ({ path, why: 'by default' })) },
);

describe('an index of files', () => {
  for (const [path, file, directory] of [
    ['SKILL.md', true, false],
    ['references/a/Deep.md', true, false],
    ['references/a', false, true],
    ['references', false, true],
    ['reference', false, false],
    ['references/', false, false],
    ['references/a/deep.md', false, false],
    ['références/é.md', true, false],
    ['gone.md', false, false],
  ] as const) {
    it(`knows what ${path} is`, () => {
      assert.equal(index.hasFile(path), file);
      assert.equal(index.hasDirectory(path), directory);
      assert.equal(index.has(path), file || directory);
    });
  }

  it('has the folder itself, which is no file', () => {
    assert.equal(index.has(''), true);
    assert.equal(index.hasFile(''), false);
  });

  for (const [path, spelling] of [
    ['skill.MD', 'SKILL.md'],
    ['REFERENCES/A/deep.md', 'references/a/Deep.md'],
    ['References/A', 'references/a'],
    ['RÉFÉRENCES/É.md', 'références/é.md'],
    ['SKILL.md', null],
    ['gone.md', null],
  ] as const) {
    it(`spells ${path} as ${spelling}`, () => assert.equal(index.spelling(path), spelling));
  }

  for (const [path, isExcluded] of [
    ['out/a.md', true],
    ['out', true],
    ['outer/a.md', false],
    ['notes.txt', true],
    ['notes.txt.md', false],
    ['SKILL.md', false],
  ] as const) {
    it(`${isExcluded ? 'leaves out' : 'does not leave out'} ${path}`, () => {
      assert.equal(index.isExcluded(path), isExcluded);
    });
  }

  it('is none where the files are not known', () => assert.equal(fileIndexOf(noContext), null));
});
