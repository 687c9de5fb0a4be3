import type { RefusedPath } from '../../failure/refusedPath.ts';

/** Which paths of a skill's folder go into its bundle, and why the others do not. Each list is sorted by path. */
export interface Selection {
  readonly files: readonly SelectedFile[];
  /** Left out by a rule. A directory stands for all that is in it, which was not read. */
  readonly leftOut: readonly LeftOut[];
  /** What cannot be bundled and is not left out by a rule either; a bundle is packed only when there is none. */
  readonly refused: readonly RefusedPath[];
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
  /** Skillwright's own list; `pattern` is its entry. */
  | { readonly kind: 'default'; readonly pattern: string }
  /** A line of a `.gitignore` or of the `.skillignore`; `file` is where, relative to the skill's folder. */
  | { readonly kind: 'ignore-file'; readonly file: string; readonly pattern: string }
  /** A symbolic link to something that is left out. */
  | { readonly kind: 'leads-to-left-out'; readonly target: string };

/** Why a path stays out of the bundle, in a few words. */
export function leftOutWords(reason: LeftOutReason): string {
  switch (reason.kind) {
    case 'default':
      return `by default (${reason.pattern})`;
    case 'ignore-file':
      return `by “${reason.pattern}” in ${reason.file}`;
    case 'leads-to-left-out':
      return `a link to ${reason.target}, which is left out`;
  }
}
