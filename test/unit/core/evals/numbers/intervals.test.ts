import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  clusteredRate,
  countedRate,
  differenceInterval,
  wilsonInterval,
} from '../../../../../src/core/evals/numbers/intervals.ts';

const rounded = (values: { low: number; high: number } | null) =>
  [values!.low, values!.high].map(value => value.toFixed(4));

describe("Wilson's interval", () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I: the
  // column of method 3, the score interval without continuity correction.
  for (const [passed, total, low, high] of [
    [81, 263, '0.2553', '0.3662'],
    [15, 148, '0.0624', '0.1605'],
    [0, 20, '0.0000', '0.1611'],
    [1, 29, '0.0061', '0.1718'],
  ] as const) {
    it(`agrees with Newcombe's table I for ${passed} of ${total}`, () => {
      assert.deepEqual(rounded(wilsonInterval(passed / total, total)), [low, high]);
    });
  }

  it('lies within 0 and 1, and mirrors for what did not pass', () => {
    for (const [passed, total] of [
      [0, 1],
      [1, 1],
      [2, 3],
      [9, 10],
    ] as const) {
      const { low, high } = wilsonInterval(passed / total, total);
      const mirrored = wilsonInterval(1 - passed / total, total);
      assert.ok(low >= 0 && high <= 1 && low <= passed / total && high >= passed / total);
      assert.ok(Math.abs(mirrored.low - (1 - high)) < 1e-12);
    }
  });

  it('is not a 0 where nothing was counted', () => {
    assert.deepEqual(countedRate(0, 0), { passed: 0, total: 0, rate: null, interval: null });
    assert.deepEqual(clusteredRate([]), { passed: 0, total: 0, rate: null, interval: null });
  });
});

describe('a rate over cases', () => {
  const cases = (...passed: readonly number[]) => passed.map(each => ({ passed: each, total: 3 }));

  it('is the mean of the cases, however often each was run', () => {
    const { rate, passed, total } = clusteredRate([
      { passed: 1, total: 1 },
      { passed: 0, total: 9 },
    ]);
    assert.deepEqual([rate, passed, total], [0.5, 1, 10]);
  });

  it('is known no better by runs that only repeat each other', () => {
    const alike = clusteredRate(cases(3, 3, 3, 3, 3, 0, 0, 0, 0, 0));
    const once = countedRate(5, 10);
    const { low, high } = alike.interval!;
    assert.ok(high - low >= (once.interval!.high - once.interval!.low) * 0.98);
  });

  it('is known as well as by all runs where cases do not differ', () => {
    const even = clusteredRate(cases(...Array.from({ length: 10 }, (_, index) => 1 + (index % 2))));
    const { low, high } = even.interval!;
    const whole = wilsonInterval(0.5, 30);
    assert.ok(Math.abs(high - low - (whole.high - whole.low)) < 0.01);
  });

  it('that is 0 or 1 everywhere counts cases, not runs', () => {
    assert.deepEqual(clusteredRate(cases(3, 3, 3)).interval, wilsonInterval(1, 3));
  });
});

describe('the interval of a difference', () => {
  it('agrees with Newcombe 1998, method 10, where the arms have nothing in common', () => {
    // Independent arms of one case each: the method is then Newcombe's method 10 for unpaired proportions, whose worked
    // example 56/70 against 48/80 has the interval 0.0524 to 0.3339 (Statistics in Medicine 17, table II, column (a)).
    const interval = differenceInterval([{ passed: 56, total: 70 }], [{ passed: 48, total: 80 }]);
    assert.deepEqual(rounded(interval), ['0.0524', '0.3339']);
  });

  it('is narrower where cases that are hard for one arm are hard for the other', () => {
    const list = (...passed: readonly number[]) => passed.map(each => ({ passed: each, total: 3 }));
    const together = differenceInterval(list(3, 3, 0, 0, 3, 0), list(3, 2, 0, 0, 3, 0));
    const against = differenceInterval(list(3, 3, 0, 0, 3, 0), list(0, 0, 3, 3, 0, 2));
    assert.ok(together.high - together.low < against.high - against.low);
  });
});
