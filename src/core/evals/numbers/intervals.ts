import type { Interval, Rate } from './evalNumbers.ts';

/** The 97.5th percentile of the normal distribution: 95 % lie within so many standard deviations. */
const z = 1.959963984540054;

/**
 * Wilson's score interval, 95 %, for a share of independent trials. `total` may be fractional: an effective number of
 * trials. See Wilson 1927; also recommended by Brown, Cai and DasGupta 2001 for small numbers.
 */
export function wilsonInterval(rate: number, total: number): Interval {
  const z2 = z * z;
  const centre = (rate + z2 / (2 * total)) / (1 + z2 / total);
  const spread = (rate * (1 - rate)) / total + z2 / (4 * total * total);
  const half = (z / (1 + z2 / total)) * Math.sqrt(spread);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** A share of trials that have nothing to do with each other. */
export function countedRate(passed: number, total: number): Rate {
  return total === 0
    ? { passed, total, rate: null, interval: null }
    : { passed, total, rate: passed / total, interval: wilsonInterval(passed / total, total) };
}

/** What one case adds to a rate over cases. */
export interface Cluster {
  readonly passed: number;
  /** At least 1. */
  readonly total: number;
}

/**
 * The mean of the cases' pass rates. Runs of one case resemble each other, so that they tell less than as many runs of
 * different cases would: the interval is Wilson's for an effective number of runs, which is what explains how much the
 * cases differ (Kish 1965; with Wilson's interval in Dean and Pagano 2015).
 */
export function clusteredRate(clusters: readonly Cluster[]): Rate {
  const passed = sum(clusters.map(cluster => cluster.passed));
  const total = sum(clusters.map(cluster => cluster.total));
  if (clusters.length === 0) {
    return { passed, total, rate: null, interval: null };
  }
  const rates = clusters.map(cluster => cluster.passed / cluster.total);
  const rate = mean(rates);
  return { passed, total, rate, interval: wilsonInterval(rate, effectiveRuns(rates, total)) };
}

/** So many independent runs would tell as much; from the number of cases, where nothing varies, to all runs. */
function effectiveRuns(rates: readonly number[], total: number): number {
  const { length } = rates;
  const rate = mean(rates);
  if (length === 1) {
    return total;
  }
  if (rate <= 0 || rate >= 1) {
    return length;
  }
  const variance = sum(rates.map(each => (each - rate) ** 2)) / (length - 1);
  const effective = variance === 0 ? total : (rate * (1 - rate)) / (variance / length);
  return Math.max(1, Math.min(total, effective));
}

/**
 * An interval for the difference of two rates over the same cases, from the intervals of both and how much the cases'
 * rates go together (Newcombe 1998, method 10).
 */
export function differenceInterval(first: readonly Cluster[], second: readonly Cluster[]): Interval {
  const a = clusteredRate(first);
  const b = clusteredRate(second);
  if (a.rate === null || b.rate === null || !a.interval || !b.interval) {
    return { low: -1, high: 1 };
  }
  const shared = correlation(first, second);
  const span = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * shared * x * y + y * y));
  const difference = a.rate - b.rate;
  return {
    low: Math.max(-1, difference - span(a.rate - a.interval.low, b.interval.high - b.rate)),
    high: Math.min(1, difference + span(a.interval.high - a.rate, b.rate - b.interval.low)),
  };
}

/** Of the cases' rates in both arms, from 0 to a little below 1; 0 where nothing varies. */
function correlation(first: readonly Cluster[], second: readonly Cluster[]): number {
  const x = first.map(cluster => cluster.passed / cluster.total);
  const y = second.map(cluster => cluster.passed / cluster.total);
  const meanX = mean(x);
  const meanY = mean(y);
  const together = sum(x.map((value, index) => (value - meanX) * ((y[index] ?? meanY) - meanY)));
  const squares = sum(x.map(value => (value - meanX) ** 2)) * sum(y.map(value => (value - meanY) ** 2));
  return squares === 0 ? 0 : Math.max(0, Math.min(0.95, together / Math.sqrt(squares)));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of at least one value. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
