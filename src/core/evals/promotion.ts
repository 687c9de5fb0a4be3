import { figuresWords, type VersionFigures } from './measured.ts';

/** What is known of a version that is to become the default, and of the one that is it now. */
export interface PromotionFigures {
  /** What people call the version: `v5`. */
  readonly label: string;
  /** Null when it was never tried. */
  readonly own: VersionFigures | null;
  /** The present default's; null where there is none. */
  readonly present: { readonly label: string; readonly figures: VersionFigures | null } | null;
  /** `sha256:…` of the skill's cases as they are now; figures of others are shown and prove nothing. */
  readonly suite: string;
}

/** What speaks against making a version the default, as a sentence; null where nothing does. */
export function promotionObjection({ label, own, present, suite }: PromotionFigures): string | null {
  if (own === null) {
    return `${label} was never tried with the evals of this skill.`;
  }
  if (own.measurement.suite !== suite) {
    return `${label} was not tried with the cases as they are now.`;
  }
  if (own.verdict === 'worse') {
    return `${label} did worse than ${own.other?.label ?? 'what it was held against'}.`;
  }
  if (own.measurement.isPartial) {
    return `${label} was tried with a part of the cases only: the run ended early.`;
  }
  const before = present?.figures ?? null;
  // Figures of other cases say nothing about these.
  const isComparable = before !== null && own.measurement.suite === before.measurement.suite;
  return isComparable && own.own.score < before.own.score
    ? `${label} passed less than ${present?.label ?? 'the present default'}, which is the default now.`
    : null;
}

/** The figures of both in lines: `v5: 9 of 10 (v4: 7 of 10), 3 runs, yesterday`. `now` in ms since 1970. */
export function promotionEvidence({ label, own, present }: PromotionFigures, now: number): readonly string[] {
  const lineOf = (name: string, figures: VersionFigures | null) =>
    figures === null ? `${name}: never tried` : figuresWords(figures, name, now);
  const isTold = own?.other != null && own.other.label === present?.label;
  return [lineOf(label, own), ...(present && !isTold ? [lineOf(present.label, present.figures)] : [])];
}
