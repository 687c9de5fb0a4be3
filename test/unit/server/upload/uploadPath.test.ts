import assert from 'node:assert/strict';
import { it } from 'node:test';
import { uploadPathProblem } from '../../../../src/server/upload/uploadPath.ts';

for (const path of [
  'it/SKILL.md',
  'it/a/b/c.md',
  'it/with space.md',
  'it/.hidden',
  'Über/ö 概要.md',
  'a.b/...x',
]) {
  it(`takes ${path}`, () => assert.equal(uploadPathProblem(path), null));
}

const wrong: readonly (readonly [string, RegExp])[] = [
  ['SKILL.md', /single top-level directory, and SKILL\.md/],
  ['', /without a name/],
  ['it/\ufffd.md', /not UTF-8/],
  ['it\\SKILL.md', /not \\/],
  ['../SKILL.md', /plain path/],
  ['it/../x', /plain path/],
  ['/it/x', /plain path/],
  ['it//x', /plain path/],
  ['it/', /plain path/],
  ['./it', /plain path/],
  ['c:/it/x', /plain path/],
  ['it/a\0b', /plain path/],
  ['it/a\u007fb', /plain path/],
];
for (const [path, says] of wrong) {
  it(`refuses ${JSON.stringify(path)}`, () => assert.match(uploadPathProblem(path) ?? '', says));
}
