import { type FoundSuites, readSuites } from '../../../src/core/evals/suite/readSuites.ts';
import type { CaseSuite, TriggerSuite } from '../../../src/core/evals/suite/suite.ts';

/** Reads the suites of a skill whose files are these, by path; a number is a file of that many bytes. */
export function suitesOf(
  files: Readonly<Record<string, string | number>>,
  skillName: string | null = null,
): Promise<FoundSuites> {
  const listed = Object.entries(files).map(([path, content]) => ({
    path,
    size: typeof content === 'number' ? content : Buffer.byteLength(content),
  }));
  const read = async (path: string) => {
    const content = files[path];
    return typeof content === 'string' ? content : null;
  };
  return readSuites({ files: listed, read }, skillName);
}

/** The one suite of cases among these. */
export function casesOf({ suites }: FoundSuites): CaseSuite {
  return suites.find(suite => suite.kind === 'cases')!;
}

/** The one trigger set among these. */
export function triggersOf({ suites }: FoundSuites): TriggerSuite {
  return suites.find(suite => suite.kind === 'triggers')!;
}

/** `severity code path:line the marked text` of each problem. */
export function marksOf(
  found: FoundSuites,
  files: Readonly<Record<string, string | number>>,
): readonly string[] {
  return found.problems.map(({ severity, code, source }) => {
    const { start, end } = source.range;
    const line = String(files[source.path] ?? '').split('\n')[start.line] ?? '';
    const to = end.line === start.line ? end.character : line.length;
    return `${severity} ${code} ${source.path}:${start.line + 1} ${line.slice(start.character, to)}`.trimEnd();
  });
}

/** A suite in `evals/evals.json` with these cases. */
export function evalsJson(...cases: readonly unknown[]): Record<string, string> {
  return { 'evals/evals.json': `${JSON.stringify({ skill_name: 'invoices', evals: cases }, null, 2)}\n` };
}
