import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figuresOf, type Measurement, type VersionFigures } from '../../../../src/core/evals/measured.ts';
import { promotionEvidence, promotionObjection } from '../../../../src/core/evals/promotion.ts';

const now = Date.parse('2026-11-27T12:00:00Z');

/** What was measured of v5, against v4 where that has cases that passed. */
function figures(
  passed: number,
  against: number | null,
  verdict: Measurement['verdict'] = null,
  suite = 's',
): Measurement {
  const arm = (key: string, cases: number) => ({
    version: { registryKey: 'local', key },
    label: `v${key}`,
    digest: `sha256:${key}`,
    passed: cases,
    total: 10,
    score: cases / 10,
    interval: { low: 0, high: 1 },
  });
  const arms = against === null ? [arm('5', passed)] : [arm('5', passed), arm('4', against)];
  const head = { suite, executor: 'editor', model: 'm', judge: 'm', runs: 3 } as const;
  return { ...head, arms, verdict, isPartial: false, at: '2026-11-27T09:00:00.000Z' };
}

const suite = 's';
const of = (key: string, ...kept: readonly Measurement[]): VersionFigures | null =>
  figuresOf(kept, { registryKey: 'local', key, digest: null }, suite);

describe('what speaks against a version’s becoming the default', () => {
  const objection = (own: VersionFigures | null, present: VersionFigures | null) =>
    promotionObjection({ label: 'v5', own, present: { label: 'v4', figures: present }, suite });

  it('is that it was never tried', () => {
    assert.match(objection(null, of('4', figures(9, 7))) ?? '', /^v5 was never tried/);
  });

  it('is that it did worse than what it was held against', () => {
    const measured = figures(3, 9, 'worse');
    assert.equal(objection(of('5', measured), of('4', measured)), 'v5 did worse than v4.');
  });

  it('is that it passed less than the default on the same cases, and nothing on other ones', () => {
    const alone = figures(5, null);
    const present = (suite: string) => of('4', figures(1, 8, null, suite));
    assert.match(objection(of('5', alone), present('s')) ?? '', /^v5 passed less than v4/);
    assert.equal(objection(of('5', alone), present('other')), null);
  });

  it('is that it was tried with other cases than there are now, however well it did', () => {
    const older = figures(10, 2, 'better', 'as it was');
    const why = 'v5 was not tried with the cases as they are now.';
    assert.equal(objection(of('5', older), of('4', older)), why);
    assert.equal(objection(of('5', older, figures(9, 7)), of('4', older)), null, 'both were run');
  });

  it('is that its run ended before all cases had a result, unless another one did not', () => {
    const partial = { ...figures(2, null), isPartial: true, at: '2026-11-27T11:00:00.000Z' };
    assert.match(objection(of('5', partial), null) ?? '', /^v5 was tried with a part of the cases only/);
    assert.equal(objection(of('5', partial, figures(9, 7)), null), null);
  });

  it('is nothing where it did as well or better', () => {
    const measured = figures(9, 7, 'too-close');
    assert.equal(objection(of('5', measured), of('4', measured)), null);
    assert.equal(promotionObjection({ label: 'v5', own: of('5', measured), present: null, suite }), null);
  });

  it('is told with the figures of both, once', () => {
    const measured = figures(9, 7);
    const both = (own: VersionFigures | null, present: VersionFigures | null) =>
      promotionEvidence({ label: 'v5', own, present: { label: 'v4', figures: present }, suite }, now);
    assert.deepEqual(both(of('5', measured), of('4', measured)), [
      'v5: 9 of 10 (v4: 7 of 10), 3 runs, today',
    ]);
    assert.deepEqual(both(null, of('4', measured)), [
      'v5: never tried',
      'v4: 7 of 10 (v5: 9 of 10), 3 runs, today',
    ]);
  });
});
