/** How one thing that was tried came out. */
export type CheckVerdict = 'held' | 'differed' | 'not-tried';

/** One thing that a registry is expected to do. Every text is ready to be shown around. */
export interface Check {
  readonly title: string;
  /** What is expected, as in "newest first, every item readable". */
  readonly expected: string;
  readonly verdict: CheckVerdict;
  /** What was seen, in a few words; why it was not tried. */
  readonly seen: string;
  /** What differed; empty where it held. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly what: string;
  /** Whether Skillwright goes on as if nothing was. */
  readonly isHarmless: boolean;
}

/** The whole examination of a registry. */
export interface Examined {
  /** Scheme, host and port: the rest of an address may hold a key. */
  readonly origin: string;
  readonly protocol: string;
  readonly mode: 'read' | 'write' | 'write with limits';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly checks: readonly Check[];
  /** Every request, a line each, without keys, ids and contents. */
  readonly trace: readonly string[];
  readonly wasCancelled: boolean;
}

/** How many checks came out in which way. */
export function tally(checks: readonly Check[]): Readonly<Record<CheckVerdict, number>> {
  const count = (verdict: CheckVerdict) => checks.filter(check => check.verdict === verdict).length;
  return { held: count('held'), differed: count('differed'), 'not-tried': count('not-tried') };
}
