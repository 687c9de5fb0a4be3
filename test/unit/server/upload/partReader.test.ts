import assert from 'node:assert/strict';
import { it } from 'node:test';
import { uploadPathProblem } from '../../../../src/server/upload/partReader.ts';

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
  ['it/a\u009fb', /plain path.*: it has a control character in its name\.$/],
  ['it/com¹', /plain path.*: it has a name that Windows reserves for a device\.$/],
  ['it/conin$.md', /plain path.*: it has a name that Windows reserves for a device\.$/],
  ['it/what?.md', /plain path.*: it has \? in its name, which Windows does not allow\.$/],
  ['it/notes.', /plain path.*: it has a name that ends in a dot or a space, which Windows drops\.$/],
  [`it/${'é'.repeat(128)}`, /plain path.*: it has a name of more than 255 bytes\.$/],
];
for (const [path, says] of wrong) {
  it(`refuses ${JSON.stringify(path)}`, () => assert.match(uploadPathProblem(path) ?? '', says));
}
