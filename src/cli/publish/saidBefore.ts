import { failureSentences } from '../../core/failure/failureText.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import type { PublishDeps } from '../../core/publish/plan/request.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import type { ConfigCache } from '../../disk/folder/projectConfig.ts';
import { projectRules } from '../projectRules.ts';
import type { SkillOnDisk } from './deps.ts';
import { readNotesFile } from './notesFile.ts';

/** What people said before the publish, besides the options themselves. */
export interface SaidBefore {
  /** Of the new versions; undefined where each speaks for itself. */
  readonly notes: string | undefined;
  /** What the projects' files make of the rules. */
  readonly severitiesOf: NonNullable<PublishDeps['severitiesOf']>;
}

/**
 * Reads the notes and the projects' files. A text says why that cannot be, before anything is asked or sent. Aborting
 * ends the waiting for whoever writes the notes.
 */
export async function readSaidBefore(
  typedNotes: string | undefined,
  skills: readonly SkillOnDisk[],
  signal: AbortSignal,
): Promise<Result<SaidBefore, string>> {
  const notes = await readNotes(typedNotes, signal);
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

/** In characters; a file that is longer, as a device without an end, holds no notes. */
const maxNotesFile = 2 ** 20;

/** The notes that were typed, or those in the file that was named. */
async function readNotes(
  typed: string | undefined,
  signal: AbortSignal,
): Promise<Result<string | undefined, string>> {
  if (!typed?.startsWith('@')) {
    return success(typed);
  }
  const file = typed.slice(1);
  if (file === '') {
    return failed('--notes @ names no file: --notes @FILE, or the notes themselves.');
  }
  try {
    const text = await readNotesFile(file, { maxCharacters: maxNotesFile, signal });
    return text === null
      ? failed(`${plainText(file)} is longer than release notes can be: name another file.`)
      : success(text.trim());
  } catch (error) {
    return failed(failureSentences(signal.aborted ? { kind: 'cancelled' } : readFailure(file, error)));
  }
}
