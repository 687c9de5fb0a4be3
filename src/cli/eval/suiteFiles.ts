import { join } from 'node:path';
import { readSuites, type SuiteFiles } from '../../core/evals/suite/readSuites.ts';
import type { Suite } from '../../core/evals/suite/suite.ts';
import type { SuiteProblem } from '../../core/evals/suite/suiteProblem.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure, systemErrorCode } from '../../core/failure/systemError.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { readRegularFile, readRegularText } from '../../disk/files/readRegularFile.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { complain } from '../terminal.ts';
import type { EvalOptions } from './options.ts';

/** Files of one skill that are looked at. */
const maxFiles = 2_000;

/** Of a file that goes along with a prompt, in bytes; a suite is far smaller. */
const maxBytes = 20 * 2 ** 20;

/** What lies beside a skill's own files, and no case names. */
const foreign: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** A skill's files for its suites, and their bytes for prompts. Links are not followed: they may lead anywhere. */
export interface FolderFiles {
  readonly suites: SuiteFiles;
  /** Fails as `unreadable` for what is not among the files, too. */
  read(path: string): Promise<Result<Uint8Array, Failure>>;
}

/** Looks through the folder, which has to be there. */
export async function filesOfFolder(root: string): Promise<Result<FolderFiles, Failure>> {
  const folder = diskFolder(root);
  const files: { readonly path: string; readonly size: number }[] = [];
  const waiting = [''];
  try {
    for (let at = waiting.pop(); at !== undefined && files.length < maxFiles; at = waiting.pop()) {
      for (const { name, kind } of await folder.list(at)) {
        const path = at === '' ? name : `${at}/${name}`;
        if (kind === 'directory' && !foreign.has(name)) {
          waiting.push(path);
        } else if (kind === 'file') {
          files.push({ path, size: (await folder.facts(path)).size });
        }
      }
    }
  } catch (error) {
    return failed(readFailure(root, error));
  }
  files.sort((left, right) => (left.path < right.path ? -1 : 1));
  const known = new Set(files.map(({ path }) => path));
  return success({
    suites: { files, read: path => readRegularText(join(root, path), { maxBytes }) },
    read: async path => {
      try {
        if (!known.has(path)) {
          throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
        }
        return success(await readRegularFile(join(root, path), { maxBytes }));
      } catch (error) {
        if (systemErrorCode(error) === null) {
          throw error;
        }
        return failed(readFailure(path, error));
      }
    },
  });
}

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
  return suites.length > 0
    ? success(suites)
    : failed('The skill has no cases: write some into evals/evals.json, as docs/evals.md says.');
}

function problemWords({ source, message, code }: SuiteProblem): string {
  const { line, character } = source.range.start;
  return `${plainText(source.path)}:${line + 1}:${character + 1}: ${plainText(message, 400)} (${code})`;
}
