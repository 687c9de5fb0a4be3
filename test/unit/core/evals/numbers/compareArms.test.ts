import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareClusters, verdictOf } from '../../../../../src/core/evals/numbers/compareArms.ts';
import { differenceAdvice, differenceWords } from '../../../../../src/core/evals/numbers/differenceWords.ts';
import type { ArmDifference } from '../../../../../src/core/evals/numbers/evalNumbers.ts';
import { mean } from '../../../../../src/core/evals/numbers/intervals.ts';
import { SignFlipTest, seededRandom } from '../../../../../src/core/evals/numbers/signFlips.ts';

/** Cases of three runs with so many passed in the first arm and in the second. */
const pairs = (...passed: readonly (readonly [number, number])[]) =>
  passed.map(([first, second]) => ({
    first: { passed: first, total: 3 },
    second: { passed: second, total: 3 },
  }));

const repeat = (pair: readonly [number, number], times: number) =>
  pairs(...Array.from({ length: times }, () => pair));

describe('the test of two arms', () => {
  it('gives the exact p of sign flips for few cases', () => {
    assert.equal(new SignFlipTest([1, 1, 1]).p, 2 / 8);
    assert.equal(new SignFlipTest([1, 1, 1, 1, 1, 1]).p, 2 / 64);
    assert.equal(new SignFlipTest([1, 1, 1, 1, 1, -1]).p, 14 / 64);
    assert.equal(new SignFlipTest([0, 0, 0]).p, 1);
  });

  it('gives the same p whichever arm comes first', () => {
    const differences = [1, -1 / 3, 2 / 3, 0, 1 / 3, 1, 1, -2 / 3];
    assert.equal(new SignFlipTest(differences).p, new SignFlipTest(differences.map(each => -each)).p);
  });

  it('gives the same p every time, and nearly the exact one, where it samples', () => {
    const differences = Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? -1 / 3 : 1 / 3));
    const first = new SignFlipTest(differences).p;
    assert.equal(first, new SignFlipTest(differences).p);
    // Of 20 signs, 7 are negative. The exact mid-p is 2 · (P(X < 7) + P(X = 7) / 2) for a fair coin thrown 20 times.
    const exact = 2 * (60_460 / 2 ** 20 + 77_520 / 2 ** 21);
    assert.ok(Math.abs(first - exact) < 0.01, `${first} ${exact}`);
  });

  it('calls an arm better or worse that wins nearly everywhere, and says by how much', () => {
    const better = compareClusters(repeat([3, 1], 10));
    assert.equal(better.verdict, 'better');
    assert.ok(Math.abs(better.difference! - 2 / 3) < 1e-9);
    assert.ok(better.interval!.low > 0);
    assert.equal(compareClusters(repeat([1, 3], 10)).verdict, 'worse');
  });

  it('finds it too close where arms are alike, and does not claim to know that there is no difference', () => {
    const { verdict, difference, interval, p } = compareClusters(repeat([3, 3], 10));
    assert.deepEqual([verdict, difference, p], ['too-close', 0, 1]);
    assert.ok(interval!.low < -0.1 && interval!.high > 0.1);
  });

  it('can never tell by fewer than six cases', () => {
    for (const count of [1, 2, 3, 4, 5]) {
      assert.equal(compareClusters(repeat([3, 0], count)).verdict, 'too-close');
    }
    assert.equal(compareClusters(repeat([3, 0], 6)).verdict, 'better');
  });

  it('is not made without a case that was judged in both arms', () => {
    assert.deepEqual(compareClusters([]), {
      difference: null,
      interval: null,
      p: null,
      verdict: 'not-compared',
    });
  });

  it('has an interval that holds 0 exactly where it is too close to tell', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 300; round++) {
      const cases = pairs(
        ...Array.from(
          { length: 1 + Math.floor(random() * 12) },
          () => [Math.floor(random() * 4), Math.floor(random() * 4)] as const,
        ),
      );
      const { verdict, interval, difference } = compareClusters(cases);
      const { low, high } = interval!;
      assert.ok(low - 1e-9 <= difference! && difference! <= high + 1e-9);
      if (verdict !== 'too-close') {
        assert.ok(verdict === 'better' ? low >= 0 : high <= 0);
      } else {
        assert.ok(low <= 0 && high >= 0);
      }
    }
  });
});

describe('without a true difference', () => {
  for (const [cases, suites] of [
    [3, 1000],
    [7, 1000],
    [10, 1000],
    [30, 300],
  ] as const) {
    it(`at most 5.5 % of ${suites} suites of ${cases} cases are called better or worse`, () => {
      const random = seededRandom(cases);
      const passes = (rate: number) =>
        Array.from({ length: 3 }, () => random() < rate).filter(Boolean).length / 3;
      let called = 0;
      for (let suite = 0; suite < suites; suite++) {
        const rate = 0.1 + 0.8 * random();
        const differences = Array.from({ length: cases }, () => passes(rate) - passes(rate));
        called += verdictOf(new SignFlipTest(differences), mean(differences)) === 'too-close' ? 0 : 1;
      }
      // Three standard errors of so few suites are allowed on top of the 5 % that the test keeps to.
      const allowed = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / suites);
      assert.ok(called / suites <= allowed, `${called} of ${suites}`);
    });
  }
});

describe('the words for a difference', () => {
  const words = (parts: Partial<ArmDifference>) =>
    differenceWords({
      suite: 's',
      cases: 10,
      difference: 0,
      interval: null,
      p: 1,
      verdict: 'too-close',
      runs: 3,
      preferred: null,
      ...parts,
    });

  it('are better, worse, or too close to tell with so many runs', () => {
    assert.equal(words({ verdict: 'better' }), 'better');
    assert.equal(words({ verdict: 'worse' }), 'worse');
    assert.equal(words({}), 'too close to tell with 3 runs');
    assert.equal(words({ runs: 1, cases: 4 }), 'too close to tell with 1 run of 4 cases');
  });

  it('say what would help', () => {
    const advice = (parts: Partial<ArmDifference>) =>
      differenceAdvice({
        suite: 's',
        cases: 10,
        difference: 0,
        interval: null,
        p: 1,
        verdict: 'too-close',
        runs: 3,
        preferred: null,
        ...parts,
      });
    assert.match(advice({ cases: 4 })!, /^Fewer than 6 cases can never tell/);
    assert.match(advice({})!, /^More cases tell more/);
    assert.equal(advice({ verdict: 'better' }), null);
  });
});
