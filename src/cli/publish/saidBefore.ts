import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failureSentences } from '../../core/failure/failureText.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import type { PublishDeps } from '../../core/publish/plan/request.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import type { ConfigCache } from '../../disk/folder/projectConfig.ts';
import { projectRules } from '../projectRules.ts';
import type { SkillOnDisk } from './deps.ts';

/** What people said before the publish, besides the options themselves. */
export interface SaidBefore {
  /** Of the new versions; undefined where each speaks for itself. */
  readonly notes: string | undefined;
  /** What the projects' files make of the rules. */
  readonly severitiesOf: NonNullable<PublishDeps['severitiesOf']>;
}

/** Reads the notes and the projects' files. A text says why that cannot be, before anything is asked or sent. */
export async function readSaidBefore(
  typedNotes: string | undefined,
  skills: readonly SkillOnDisk[],
): Promise<Result<SaidBefore, string>> {
  const notes = await readNotes(typedNotes);
  if (!notes.ok) {
    return notes;
  }
  const cache: ConfigCache = new Map();
  const severities = new Map<string, ReturnType<SaidBefore['severitiesOf']>>();
  for (const { path, absolutePath } of skills) {
    const project = await projectRules(absolutePath, cache);
    if (!project.ok) {
      return project;
    }
    severities.set(path, project.value?.choice.rules ?? {});
  }
  return success({ notes: notes.value, severitiesOf: ({ path }) => severities.get(path) ?? {} });
}

/** The notes that were typed, or those in the file that was named. */
async function readNotes(typed: string | undefined): Promise<Result<string | undefined, string>> {
  if (!typed?.startsWith('@')) {
    return success(typed);
  }
  const file = typed.slice(1);
  try {
    return success((await readFile(resolve(file), 'utf8')).trim());
  } catch (error) {
    return failed(failureSentences(readFailure(file, error)));
  }
}
