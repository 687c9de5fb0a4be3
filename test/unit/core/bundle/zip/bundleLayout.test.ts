import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLayout } from '../../../../../src/core/bundle/zip/bundleLayout.ts';
import { describeFailure } from '../../../../../src/core/failure/failureText.ts';

test('finds the top folder and its SKILL.md in any letter case, and counts all of them', () => {
  assert.deepEqual(readLayout(['pdf/a.md', 'pdf/sub/skill.MD', 'pdf/Skill.md']), {
    ok: true,
    value: { topFolder: 'pdf', manifest: 'pdf/Skill.md' },
  });
});

test('a skill may lie at the root, which some registries take', () => {
  assert.deepEqual(readLayout(['sub/a.md', 'SKILL.md']), {
    ok: true,
    value: { topFolder: null, manifest: 'SKILL.md' },
  });
});

test('what is no skill is refused in words', () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /The bundle holds no file/],
    [['pdf/a.md'], /The bundle has no SKILL\.md in its folder "pdf"/],
    [['pdf/sub/SKILL.md'], /no SKILL\.md in its folder "pdf"/],
    [['pdf/SKILL.md', 'other/a.md'], /"other\/a\.md" is outside "pdf"/],
    [['pdf/SKILL.md', 'pdf2/a.md'], /"pdf2\/a\.md" is outside "pdf"/],
    [['pdf/SKILL.md', 'a.md'], /"a\.md" is not in a folder/],
  ];
  for (const [paths, says] of cases) {
    const layout = readLayout(paths);
    assert.ok(!layout.ok);
    assert.match(describeFailure(layout.failure).message, says);
  }
});
