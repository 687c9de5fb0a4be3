import { readSuites } from '../../core/evals/suite/readSuites.ts';
import type { Suite } from '../../core/evals/suite/suite.ts';
import type { SuiteProblem } from '../../core/evals/suite/suiteProblem.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import type { FolderFiles } from '../../disk/folder/caseFiles.ts';
import { complain } from '../terminal.ts';
import type { EvalOptions } from './options.ts';

/** The suites that are to be run. What is wrong with them is told; an error ends it before it costs anything. */
export async function runnableSuites(
  { suites: files }: FolderFiles,
  name: string,
  { withTriggers }: Pick<EvalOptions, 'withTriggers'>,
): Promise<Result<readonly Suite[], string>> {
  const found = await readSuites(files, name);
  const suites = found.suites.filter(({ kind }) => kind === 'cases' || withTriggers);
  const leftOut = found.suites.filter(suite => !suites.includes(suite)).map(({ path }) => path);
  const problems = found.problems.filter(({ source }) => !leftOut.includes(source.path));
  const lines = (isError: boolean) =>
    problems.filter(({ severity }) => (severity === 'error') === isError).map(problemWords);
  for (const line of lines(false)) {
    complain(line);
  }
  const errors = lines(true);
  if (errors.length > 0) {
    return failed(['The suite cannot be run as it is:', ...errors].join('\n'));
  }
  if (suites.length === 0) {
    return failed('The skill has no cases: write some into evals/evals.json, as docs/evals.md says.');
  }
  const isEmpty = suites.every(suite => (suite.kind === 'cases' ? suite.cases : suite.queries).length === 0);
  return isEmpty
    ? failed(
        `${suites.map(({ path }) => plainText(path)).join(', ')} has no cases yet: write some, as docs/evals.md says.`,
      )
    : success(suites);
}

function problemWords({ source, message, code }: SuiteProblem): string {
  const { line, character } = source.range.start;
  return `${plainText(source.path)}:${line + 1}:${character + 1}: ${plainText(message, 400)} (${code})`;
}
