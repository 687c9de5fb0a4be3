import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readLabel } from '../../../../src/server/anthropic/label.ts';

const cases: readonly (readonly [string | undefined, string | null | RegExp])[] = [
  [undefined, null],
  ['', null],
  ['   ', null],
  ['  My Skill ', 'My Skill'],
  ['x'.repeat(255), 'x'.repeat(255)],
  ['🎉'.repeat(255), '🎉'.repeat(255)],
  ['x'.repeat(256), /at most 255/],
  ['two\nlines', /single line/],
];

for (const [given, expected] of cases) {
  it(`takes the display name ${JSON.stringify(given)?.slice(0, 30)} as it should`, () => {
    const answer = readLabel(new Map(given === undefined ? [] : [['display_name', given]]), 'display_name');
    if (expected instanceof RegExp) {
      assert.ok(!answer.ok && answer.failure.kind === 'invalid');
      assert.match(answer.failure.message, expected);
    } else {
      assert.deepEqual(answer, { ok: true, value: expected });
    }
  });
}
