import { differenceWords } from '../numbers/differenceWords.ts';
import { wholeDifference } from '../numbers/wholeNumbers.ts';
import type { EvalReport } from './evalReport.ts';

/** The number of the format; fields may be added to it, but none goes or changes. */
const formatVersion = 1;

/**
 * The whole report as JSON, with prompts, answers, traces and criteria; for programs, and to be opened again.
 * `readEvalReport` reads it.
 */
export function evalReportJson(report: EvalReport): string {
  const difference = wholeDifference(report.numbers, report.differences);
  const summary = difference && { ...difference, words: differenceWords(difference) };
  return `${JSON.stringify({ formatVersion, summary, ...report }, null, 2)}\n`;
}

/** A report that was written before; null for anything else. Only its frame is checked: it is our own file. */
export function readEvalReport(text: string): EvalReport | null {
  try {
    const value: unknown = JSON.parse(text);
    return isReport(value) ? value : null;
  } catch {
    return null;
  }
}

function isReport(value: unknown): value is EvalReport {
  if (typeof value !== 'object' || value === null || !('formatVersion' in value)) {
    return false;
  }
  const lists = ['arms', 'suites', 'results', 'comparisons', 'numbers', 'differences'];
  const record = value as Readonly<Record<string, unknown>>;
  return (
    value.formatVersion === formatVersion &&
    typeof record.skillName === 'string' &&
    lists.every(name => Array.isArray(record[name]))
  );
}
