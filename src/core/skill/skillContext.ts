import type { TextEncoding } from './document/decodeManifest.ts';

/** A file that goes into the bundle. `path` is relative to the skill's folder, with `/`; `size` in bytes. */
export interface SkillFile {
  readonly path: string;
  readonly size: number;
  readonly isExecutable: boolean;
}

/** A path, that of a directory with `/` at its end, and why it is left out: `by “*.pdf” in ../.gitignore:3`. */
export interface ExcludedPath {
  readonly path: string;
  readonly why: string;
}

/** What is known about a skill besides its text. Rules whose part is null stay silent. */
export interface SkillContext {
  /** What the skill's folder is called. */
  readonly folderName: string | null;
  /** Every file that the bundle holds, SKILL.md included. */
  readonly files: readonly SkillFile[] | null;
  /** What is in the folder and stays out of the bundle. */
  readonly excluded: readonly ExcludedPath[];
  /** Directories without anything in them, which no bundle can hold. */
  readonly emptyDirectories: readonly string[];
  /** The rule that would leave out SKILL.md, which is in all the same. `isOwn`: it is in the skill's own folder. */
  readonly manifestRule: { readonly why: string; readonly isOwn: boolean } | null;
  /** Ignore files that were not read, and why: what they name is in. */
  readonly unreadIgnores: readonly ExcludedPath[];
  /** Why nobody knows which ignored files Git tracks; null where it is known, or nothing is ignored. */
  readonly unreadIndex: string | null;
  /** Symbolic links that lead out of the folder or nowhere. */
  readonly outsideLinks: readonly string[];
  /** What no bundle takes besides links, and why: the end of a sentence that begins with the path. */
  readonly unpackable?: readonly ExcludedPath[];
  /** What SKILL.md is written in; absent where its bytes are not known. */
  readonly encoding?: TextEncoding;
  /** What the other text files hold, as far as they were read; null for one that is no UTF-8. Absent where unknown. */
  readonly texts?: ReadonlyMap<string, string | null>;
}

/** For text alone. */
export const noContext: SkillContext = {
  folderName: null,
  files: null,
  excluded: [],
  emptyDirectories: [],
  manifestRule: null,
  unreadIgnores: [],
  unreadIndex: null,
  outsideLinks: [],
};
