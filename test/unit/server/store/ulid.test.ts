import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUlid, timeOfUlid, UlidSource } from '../../../../src/server/store/ulid.ts';

describe('UlidSource', () => {
  it('tells the time again, to the millisecond', () => {
    for (const time of [0, 1, 1_700_000_000_123, Date.UTC(2042, 5, 1), 2 ** 48 - 1]) {
      assert.equal(timeOfUlid(new UlidSource(() => time).next()), time);
    }
  });

  it('increases strictly, also when the clock stands still or goes back', () => {
    let time = Date.UTC(2026, 0, 1);
    const source = new UlidSource(() => time--);
    const made = Array.from({ length: 5000 }, () => source.next());
    assert.deepEqual(made.toSorted(), made);
    assert.equal(new Set(made).size, made.length);
    assert.ok(made.every(isUlid));
  });

  it('begins with 01 in our time, as the hosted registries’ ids do', () => {
    assert.match(new UlidSource().next(), /^01/);
  });
});

describe('isUlid', () => {
  it('takes only what a source could have made, so that no address leads elsewhere', () => {
    const good = new UlidSource().next();
    assert.ok(isUlid(good));
    for (const bad of [
      '',
      '..',
      good.toLowerCase(),
      `${good}0`,
      good.slice(1),
      `8${good.slice(1)}`,
      `${good.slice(1)}U`,
      `${good}\n`,
    ]) {
      assert.equal(isUlid(bad), false, bad);
    }
  });
});
