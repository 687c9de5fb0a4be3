import type { Interval } from './evalNumbers.ts';
import { mean } from './intervals.ts';

/** Up to so many cases, all 2^16 patterns of signs are looked at; beyond, so many random ones. */
const maxExact = 16;
const samples = 4_999;

/** From so many cases on, half of the patterns that are as extreme as what was seen count. */
const minMidP = 7;

/** Differences of rates below this are rounding. */
const tolerance = 1e-9;

/** 95 %. */
const alpha = 0.05;

/**
 * Tests whether the differences of cases between two arms are none: without a true difference each is as likely to have
 * the other sign. Cases are what is flipped, so that runs of one case may resemble each other as they like.
 *
 * The share of patterns at least as extreme is the exact p. It is too careful where many patterns are equally extreme,
 * as with differences in thirds; the mid-p counts half of those (Lancaster 1961) and keeps to 5 % from seven cases on.
 * With fewer than six cases no pattern is rare enough, so that nothing is ever refused.
 */
export class SignFlipTest {
  /** Two-sided. */
  readonly p: number;
  /** The mean of every subset of the differences that is not empty, or of random ones. */
  readonly #means: Float64Array;
  /** How much the patterns count that are as extreme as what was seen. */
  readonly #share: number;

  constructor(differences: readonly number[]) {
    this.#means =
      differences.length <= maxExact ? allSubsetMeans(differences) : randomSubsetMeans(differences);
    this.#share = differences.length < minMidP ? 1 : 0.5;
    let below = 0;
    let above = 0;
    for (const value of this.#means) {
      below += value < -tolerance ? 1 : 0;
      above += value > tolerance ? 1 : 0;
    }
    const equal = this.#patterns - below - above;
    this.p = Math.min(1, (2 * (Math.min(below, above) + this.#share * equal)) / this.#patterns);
  }

  /** The mean differences that the test would not refuse: it turned round (Hartigan 1969). */
  interval(): Interval {
    const means = this.#means.toSorted();
    const outside = Math.floor((alpha / 2) * this.#patterns - this.#share);
    return outside < 0
      ? { low: -1, high: 1 }
      : { low: means[outside] ?? -1, high: means[means.length - 1 - outside] ?? 1 };
  }

  get #patterns(): number {
    return this.#means.length + 1;
  }
}

function allSubsetMeans(differences: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** differences.length);
  const sizes = new Uint8Array(sums.length);
  for (let subset = 1; subset < sums.length; subset++) {
    const rest = subset & (subset - 1);
    const added = differences[31 - Math.clz32(subset ^ rest)] ?? 0;
    sums[subset] = (sums[rest] ?? 0) + added;
    sizes[subset] = (sizes[rest] ?? 0) + 1;
  }
  return sums.subarray(1).map((total, index) => total / (sizes[index + 1] ?? 1));
}

function randomSubsetMeans(differences: readonly number[]): Float64Array {
  const random = seededRandom(differences.length);
  const values = Float64Array.from(differences);
  const means = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let total = 0;
    let size = 0;
    let bits = 0;
    for (let i = 0; i < values.length; i++) {
      if (i % 31 === 0) {
        bits = Math.floor(random() * 2 ** 31);
      }
      const isIn = bits & 1;
      bits >>= 1;
      total += isIn * (values[i] ?? 0);
      size += isIn;
    }
    means[sample] = size === 0 ? mean(differences) : total / size;
  }
  return means;
}

/** Numbers from 0 to just below 1 that are the same for the same seed: splitmix32. Not for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}
