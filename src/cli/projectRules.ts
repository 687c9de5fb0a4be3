import { relative } from 'node:path';
import { failureSentences } from '../core/failure/failureText.ts';
import { plainText } from '../core/text/plainText.ts';
import { failed, type Result } from '../core/text/result.ts';
import { promptLook } from '../disk/files/look.ts';
import { type ConfigCache, type FoundConfig, findProjectConfig } from '../disk/folder/projectConfig.ts';

/**
 * The `skillwright.config.json` that holds for a skill's folder; null where there is none. A text says what is wrong
 * with it, with its path as the person would type it.
 */
export async function projectRules(
  folder: string,
  cache: ConfigCache = new Map(),
): Promise<Result<FoundConfig | null, string>> {
  const found = await findProjectConfig(folder, process.cwd(), cache, promptLook);
  if (found.ok) {
    return found;
  }
  const { failure } = found;
  const isOfFile = failure.kind === 'bad-config' || failure.kind === 'unreadable';
  return failed(failureSentences(isOfFile ? { ...failure, path: shortest(failure.path) } : failure));
}

/** What is odd in the file and leaves the rest in force, a line each. */
export function ruleWarnings({ path, warnings }: FoundConfig): readonly string[] {
  return warnings.map(({ words, range }) =>
    plainText(`${shortest(path)}, line ${range.start.line + 1}: ${words}`, 500),
  );
}

/** From the working directory, where that is not a climb. */
function shortest(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
