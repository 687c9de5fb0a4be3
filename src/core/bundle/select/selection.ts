import type { RefusedPath } from '../../failure/refusedPath.ts';
import type { UnreadIgnore } from '../git/gitView.ts';

/** Which paths of a skill's folder go into its bundle, and why the others do not. Each list is sorted by path. */
export interface Selection {
  readonly files: readonly SelectedFile[];
  /** Left out by a rule. A directory stands for all that is in it, which was not read. */
  readonly leftOut: readonly LeftOut[];
  /** What cannot be bundled and is not left out by a rule either; a bundle is packed only when there is none. */
  readonly refused: readonly RefusedPath[];
  /** Directories without anything in them. */
  readonly emptyDirectories: readonly string[];
  /** The rule that would leave out SKILL.md, which is in all the same. */
  readonly manifestRule: LeftOutReason | null;
  /** Why nobody knows which of the ignored files Git tracks; null where it is known, or nothing is ignored. */
  readonly unreadIndex: string | null;
  /** Ignore files that are there and were not read: what they name is in. */
  readonly unreadIgnores: readonly UnreadIgnore[];
}

/** A selection of files alone, for what was never in a folder. */
export function selectionOf(files: readonly SelectedFile[]): Selection {
  return {
    files,
    leftOut: [],
    refused: [],
    emptyDirectories: [],
    manifestRule: null,
    unreadIndex: null,
    unreadIgnores: [],
  };
}

export interface SelectedFile {
  /** The name in the bundle: relative to the skill's folder, with `/`. */
  readonly path: string;
  /** Where the content is: `path`, or where a symbolic link leads inside the folder. */
  readonly source: string;
  /** Bytes. */
  readonly size: number;
  readonly isExecutable: boolean;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export interface LeftOut {
  readonly path: string;
  readonly isDirectory: boolean;
  readonly reason: LeftOutReason;
}

export type LeftOutReason =
  /** Skillwright's own list; `pattern` is its entry, with what tells it where the name alone does not. */
  | { readonly kind: 'default'; readonly pattern: string }
  /** A line, from 1, of an ignore file; `file` is where, relative to the skill's folder, or a place of the person's. */
  | {
      readonly kind: 'ignore-file';
      readonly file: string;
      readonly line: number;
      readonly pattern: string;
    }
  /** A symbolic link to something that is left out. */
  | { readonly kind: 'leads-to-left-out'; readonly target: string };

/** Paths that are named one by one; the rest is a count. */
const maxNamed = 10;

/** What is left out, a line each, for a review: `drafts/: by “drafts/” in .skillignore:2`. */
export function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  const lines = leftOut
    .slice(0, maxNamed)
    .map(({ path, isDirectory, reason }) => `${path}${isDirectory ? '/' : ''}: ${leftOutWords(reason)}`);
  const more = leftOut.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** Why a path stays out of the bundle, in a few words. */
export function leftOutWords(reason: LeftOutReason): string {
  switch (reason.kind) {
    case 'default':
      return `by default (${reason.pattern})`;
    case 'ignore-file':
      return `by “${reason.pattern}” in ${reason.file}:${reason.line}`;
    case 'leads-to-left-out':
      return `a link to ${reason.target}, which is left out`;
  }
}
