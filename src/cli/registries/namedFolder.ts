import { stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { withSlashes } from '../../disk/files/system.ts';

/** The path of the folder that a word on the command line names: a SKILL.md stands for its folder. Absolute. */
export function folderNamed(typed: string): string {
  const path = resolve(typed);
  return basename(path).toLowerCase() === 'skill.md' ? dirname(path) : path;
}

/** An absolute path from the working directory, where that is not a climb. */
export function folderWords(folder: string): string {
  const path = relative(process.cwd(), folder);
  return withSlashes(path.startsWith('..') ? folder : path || '.');
}

/** The folder that a word names, where it is there; null where the word is something else, as a name or an id. */
export async function folderThere(typed: string): Promise<string | null> {
  const folder = folderNamed(typed);
  return (await unlessRefused(stat(folder)))?.isDirectory() ? folder : null;
}
