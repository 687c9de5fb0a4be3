import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageWords } from '../../../../src/core/text/words.ts';

test('a day is told by the calendar, so that a row stays true until midnight', () => {
  const now = new Date(2026, 10, 21, 9, 0).getTime();
  const before = (days: number, hour = 12) => new Date(2026, 10, 21 - days, hour).getTime();
  for (const [time, words] of [
    [before(0, 1), 'today'],
    [before(1, 23), 'yesterday'],
    [before(3), '3 days ago'],
    [before(29), '29 days ago'],
    [before(62), '2 months ago'],
    [before(800), '2 years ago'],
    // A registry whose clock is ahead of ours.
    [before(-1), 'today'],
  ] as const) {
    assert.equal(ageWords(time, now), words);
  }
});
