import { type LinkFile, noteOf, withNote } from '../link/linkFile.ts';
import { plainText } from '../text/plainText.ts';
import { countWords } from '../text/words.ts';
import type { Interval, SuiteNumbers } from './numbers/evalNumbers.ts';
import { wholeDifference, wholeNumbers } from './numbers/wholeNumbers.ts';
import type { EvalReport } from './report/evalReport.ts';
import type { HistoryPoint } from './report/reportCharts.ts';
import { type Arm, armLabel } from './run/arm.ts';
import type { ExecutorKind } from './run/executor.ts';

/** What was measured once, as it is kept beside the link: figures only, no prompt and no answer. */
export interface Measurement {
  /** `sha256:…` of the suite; only figures of the same suite are comparable. */
  readonly suite: string;
  readonly executor: ExecutorKind;
  readonly model: string;
  readonly judge: string;
  /** Runs of a case. */
  readonly runs: number;
  readonly arms: readonly MeasuredArm[];
  /** Of the first arm against the second; null with one arm. */
  readonly verdict: 'better' | 'worse' | 'too-close' | null;
  /** It ended early, so that not all cases are in the figures. */
  readonly isPartial: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** One arm's figures. */
export interface MeasuredArm {
  /** The version's key with its registry's, as in registryKey.ts; null for a working copy and for no skill. */
  readonly version: { readonly registryKey: string; readonly key: string } | null;
  /** What it was called: "v5", "working copy", "no skill". */
  readonly label: string;
  /** The content's digest, by which a working copy is known again once it is published; null for no skill. */
  readonly digest: string | null;
  /** Cases that passed in most of their runs, of those that were judged. */
  readonly passed: number;
  readonly total: number;
  /** The mean pass rate over the cases, 0 to 1, and its interval. */
  readonly score: number;
  readonly interval: Interval;
}

/** A version as whoever asks for its figures knows it. */
export interface MeasuredVersion {
  readonly registryKey: string;
  readonly key: string;
  /** Null where nobody knows it. */
  readonly digest: string | null;
}

/** What was measured of a version: the figures, and those of the arm that it was held against. */
export interface VersionFigures {
  readonly own: MeasuredArm;
  readonly other: MeasuredArm | null;
  /** Of the version against the other arm. */
  readonly verdict: Measurement['verdict'];
  readonly measurement: Measurement;
}

/** How many are kept in a link; the oldest go. */
export const maxMeasurements = 20;

/** Under which name they are kept. */
const noteName = 'measured';

/** What is kept of a report; null where only some cases were chosen, or none could be judged. */
export function measurementOf(report: EvalReport): Measurement | null {
  const arms = report.arms.flatMap((arm, index) => {
    const numbers = wholeNumbers(report.numbers, index);
    return numbers ? measuredArm(arm, numbers) : [];
  });
  if (!report.isWhole || arms.length === 0) {
    return null;
  }
  const verdict = wholeDifference(report.numbers, report.differences)?.verdict ?? 'not-compared';
  return {
    suite: report.suiteDigest,
    executor: report.executor.kind,
    model: report.executor.model,
    judge: report.judgeModel,
    runs: report.runs,
    arms,
    verdict: verdict === 'not-compared' || arms.length < 2 ? null : verdict,
    isPartial: report.early !== null && !haveCasesEnded(report),
    at: report.endedAt,
  };
}

/** A run may end early with nothing of its cases missing: in a trigger set, or while answers were compared. */
function haveCasesEnded({ numbers }: EvalReport): boolean {
  return numbers.every(
    each =>
      each.kind !== 'cases' || each.cases.every(({ notRun, notJudgedRuns }) => notRun + notJudgedRuns === 0),
  );
}

/** What was measured of the skill in a folder of a link file, newest first. What is damaged is passed over. */
export function measurementsIn(file: LinkFile, folder: string): readonly Measurement[] {
  const note = noteOf(file, folder, noteName);
  const kept = Array.isArray(note) ? note.filter(isMeasurement) : [];
  return kept.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** The link file with one more measurement; the newest 20 stay. */
export function withMeasurement(file: LinkFile, folder: string, measurement: Measurement): LinkFile {
  const kept = [measurement, ...measurementsIn(file, folder)].slice(0, maxMeasurements);
  return withNote(
    file,
    folder,
    noteName,
    kept.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  );
}

/**
 * The newest figures of a version, by its key or by its content; null when it was never tried. Where `suite` is given,
 * figures of that suite go before newer ones of another, and those of a whole run before those of one that ended early.
 */
export function figuresOf(
  measurements: readonly Measurement[],
  version: MeasuredVersion,
  suite: string | null = null,
): VersionFigures | null {
  const found = measurements.flatMap(measurement => {
    const index = measurement.arms.findIndex(arm => isOf(arm, version));
    const own = measurement.arms[index];
    if (!own) {
      return [];
    }
    const other = measurement.arms.find((_, at) => at !== index) ?? null;
    const verdict = index === 0 ? measurement.verdict : turned(measurement.verdict);
    return [{ own, other, verdict, measurement }];
  });
  const ofSuite = found.filter(({ measurement }) => measurement.suite === suite);
  return ofSuite.find(({ measurement }) => !measurement.isPartial) ?? ofSuite[0] ?? found[0] ?? null;
}

/**
 * "v5: 9 of 10 (v4: 7 of 10), 3 runs, yesterday", or "never tried". Where `label` is null, it stands beside its version
 * and does not name it again. `now` in ms since 1970.
 */
export function figuresWords(figures: VersionFigures | null, label: string | null, now: number): string {
  if (!figures) {
    return 'never tried';
  }
  const { own, other, measurement } = figures;
  const against = other ? ` (${plainText(other.label, 40)}: ${shareWords(other)})` : '';
  const partial = measurement.isPartial ? ', ended early' : '';
  const runs = countWords(measurement.runs, 'run');
  const name = label === null ? 'evals' : `${plainText(label, 40)}:`;
  return `${name} ${shareWords(own)}${against}, ${runs}${partial}, ${dayWords(measurement.at, now)}`;
}

/** "today", "yesterday", "5 days ago", or the date. */
export function dayWords(at: string, now: number): string {
  const time = Date.parse(at);
  const days = daysSince1970(now) - daysSince1970(time);
  if (days <= 0) {
    return 'today';
  }
  if (days === 1) {
    return 'yesterday';
  }
  return days < 30 ? `${days} days ago` : new Date(time).toLocaleDateString('sv-SE');
}

function shareWords({ passed, total }: MeasuredArm): string {
  return `${passed} of ${total}`;
}

/** By the calendar of this machine. */
function daysSince1970(time: number): number {
  const date = new Date(time);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

function measuredArm(arm: Arm, numbers: SuiteNumbers): readonly MeasuredArm[] {
  const { casesPassed, runsPassed } = numbers;
  if (runsPassed.rate === null || !runsPassed.interval) {
    return [];
  }
  const version = arm.kind === 'version' ? { registryKey: arm.registryKey, key: arm.version } : null;
  return [
    {
      version,
      label: armLabel(arm),
      digest: arm.kind === 'none' ? null : arm.digest,
      passed: casesPassed.passed,
      total: casesPassed.total,
      score: rounded(runsPassed.rate),
      interval: { low: rounded(runsPassed.interval.low), high: rounded(runsPassed.interval.high) },
    },
  ];
}

/** Digits that nobody reads would only make differences between branches. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function isOf(arm: MeasuredArm, { registryKey, key, digest }: MeasuredVersion): boolean {
  const isNamed = arm.version?.registryKey === registryKey && arm.version.key === key;
  return isNamed || (digest !== null && arm.digest === digest);
}

function turned(verdict: Measurement['verdict']): Measurement['verdict'] {
  return verdict === 'better' ? 'worse' : verdict === 'worse' ? 'better' : verdict;
}

function isMeasurement(value: unknown): value is Measurement {
  if (!isRecord(value)) {
    return false;
  }
  const { suite, executor, model, judge, runs, arms, verdict, isPartial, at } = value;
  const areTexts = [suite, executor, model, judge, at].every(each => typeof each === 'string');
  const isVerdict =
    verdict === null || verdict === 'better' || verdict === 'worse' || verdict === 'too-close';
  return (
    areTexts &&
    typeof runs === 'number' &&
    typeof isPartial === 'boolean' &&
    isVerdict &&
    !Number.isNaN(Date.parse(String(at))) &&
    Array.isArray(arms) &&
    arms.every(isMeasuredArm)
  );
}

function isMeasuredArm(value: unknown): value is MeasuredArm {
  if (!isRecord(value)) {
    return false;
  }
  const { version, label, digest, passed, total, score, interval } = value;
  const isVersion =
    version === null ||
    (isRecord(version) && typeof version.registryKey === 'string' && typeof version.key === 'string');
  const isInterval =
    isRecord(interval) && typeof interval.low === 'number' && typeof interval.high === 'number';
  return (
    isVersion &&
    isInterval &&
    typeof label === 'string' &&
    (digest === null || typeof digest === 'string') &&
    [passed, total, score].every(each => typeof each === 'number')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The versions that were measured, oldest first, each with its newest figures. */
export function versionHistory(measured: readonly Measurement[]): readonly HistoryPoint[] {
  const points = new Map<string, HistoryPoint>();
  for (const { arms } of measured.toReversed()) {
    for (const { version, label, score, interval } of arms) {
      if (version !== null) {
        points.set(label, { label, score, low: interval.low, high: interval.high });
      }
    }
  }
  return [...points.values()].sort((left, right) =>
    left.label.localeCompare(right.label, 'en', { numeric: true }),
  );
}
