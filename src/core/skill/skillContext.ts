/** A file that goes into the bundle. `path` is relative to the skill's folder, with `/`; `size` in bytes. */
export interface SkillFile {
  readonly path: string;
  readonly size: number;
  readonly isExecutable: boolean;
}

/** What is known about a skill besides its text. Rules whose part is null stay silent. */
export interface SkillContext {
  /** What the skill's folder is called. */
  readonly folderName: string | null;
  /** Every file that the bundle holds, SKILL.md included. */
  readonly files: readonly SkillFile[] | null;
  /** Paths in the folder that stay out of the bundle; a mention of one is no mention of a missing file. */
  readonly excluded: readonly string[];
  /** Symbolic links that lead out of the folder or nowhere. */
  readonly outsideLinks: readonly string[];
}

/** For text alone. */
export const noContext: SkillContext = { folderName: null, files: null, excluded: [], outsideLinks: [] };
