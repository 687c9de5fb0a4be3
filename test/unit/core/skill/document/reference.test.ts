import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readReference } from '../../../../../src/core/skill/document/reference.ts';

describe('readReference', () => {
  for (const [target, expected] of [
    ['a.md', 'a.md'],
    ['./a.md', 'a.md'],
    ['a//b/./c.md', 'a/b/c.md'],
    ['a/../b.md', 'b.md'],
    ['a/b/', 'a/b'],
    ['.', ''],
    ['a\\b.md', 'a/b.md'],
    ['a.md#x', 'a.md'],
    ['a.md?x#y', 'a.md'],
    ['a%20b.md', 'a b.md'],
    ['100%.md', '100%.md'],
    ['%zz.md', '%zz.md'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what Claude Code replaces
    ['${CLAUDE_SKILL_DIR}/a.md', 'a.md'],
    ['{baseDir}/a.md', 'a.md'],
  ] as const) {
    it(`${target} is in the skill: "${expected}"`, () => {
      assert.deepEqual(readReference(target), { kind: 'inside', path: expected });
    });
  }

  for (const [kind, targets] of [
    ['outside', ['..', '../a', 'a/../../b', '%2e%2e/a', '..\\a', './../a']],
    ['absolute', ['/a', '\\a', 'C:\\a', 'c:/a', '~/a', 'file:///a']],
    [
      'elsewhere',
      ['', '#a', '?a', '//a', 'https://a', 'mailto:a', 'x:a', 'a/*', 'a/{b}', '<a>', 'a/...', '$X'],
    ],
  ] as const) {
    it(`tells what is ${kind}`, () => {
      for (const target of targets) {
        assert.equal(readReference(target).kind, kind, target);
      }
    });
  }
});
