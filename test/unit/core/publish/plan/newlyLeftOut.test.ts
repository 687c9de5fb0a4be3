import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFiles } from '../../../../../src/core/bundle/compareFiles.ts';
import { newlyLeftOut, newlyLeftOutWords } from '../../../../../src/core/publish/plan/newlyLeftOut.ts';

const file = (path: string, digest = 'sha256:1') => ({ path, size: 1, isExecutable: false, digest });
const published = [file('SKILL.md'), file('target/debug/x'), file('target/debug/y')];
const byDefault = {
  path: 'target',
  isDirectory: true,
  reason: { kind: 'default', pattern: 'target/' },
} as const;

test('a version that differs only in what is left out by default by now is no other version', () => {
  const found = newlyLeftOut(compareFiles(published, [file('SKILL.md')]), [byDefault]);
  assert.deepEqual(found, ['target/']);
  assert.equal(newlyLeftOutWords(found ?? undefined), '; target/ is left out by default since then');
});

test('a version that differs in anything else, or by a rule of the author, is another one', () => {
  const byRule = {
    ...byDefault,
    reason: { kind: 'ignore-file', file: '.skillignore', line: 1, pattern: 'target' },
  } as const;
  assert.equal(newlyLeftOut(compareFiles(published, [file('SKILL.md')]), [byRule]), null);
  assert.equal(newlyLeftOut(compareFiles(published, [file('SKILL.md', 'sha256:2')]), [byDefault]), null);
  assert.equal(newlyLeftOut(compareFiles(published, published), [byDefault]), null);
  assert.equal(newlyLeftOut(null, [byDefault]), null);
});
