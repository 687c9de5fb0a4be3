/** A figure with its budget. */
export interface Measurement {
  readonly what: string;
  readonly measured: number;
  /** A bound that must not be passed: from below (`atLeast`) or from above (`atMost`). */
  readonly budget: { readonly atLeast: number } | { readonly atMost: number };
  readonly unit: string;
}

/** A part of `npm run bench`; one file each, listed in `run.ts`. */
export interface Bench {
  readonly name: string;
  /** The figures, or why there are none on this machine. */
  run(): Promise<readonly Measurement[] | string>;
}

export function isMet({ measured, budget }: Measurement): boolean {
  return 'atLeast' in budget ? measured >= budget.atLeast : measured <= budget.atMost;
}

/** The middle one; of an even number, the lower. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((left, right) => left - right)[Math.floor((figures.length - 1) / 2)] ?? Number.NaN;
}
