/** Zero-based line and UTF-16 character, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` to just before `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * Whose rule it is: the Agent Skills specification, one registry, VS Code's own behaviour at run time,
 * or advice from the vendors' guides.
 */
export type Profile = 'spec' | 'openai' | 'anthropic' | 'vscode' | 'advice';

/** Something that a rule found. */
export interface Problem {
  /** The rule's code in kebab-case, such as `name-format`; the section of docs/rules.md. */
  readonly code: string;
  readonly profile: Profile;
  readonly severity: Severity;
  /** Says what is wrong with which value, and the limit that applies. */
  readonly message: string;
  /** The file in the skill's folder, with `/`; mostly `SKILL.md`. */
  readonly path: string;
  readonly range: Range;
  /** What the fixes of this code need to know; their only input besides the document. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
}

/** Replaces `range` of SKILL.md by `text`. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** One way out of a problem. Applying it leaves everything else as it was. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Renames the skill's folder, with everything in it. */
  readonly renameFolder?: string;
  /** Makes a file in the skill's folder. */
  readonly newFile?: { readonly path: string; readonly content: string };
  /** Renames a file of the skill's folder. */
  readonly renameFile?: { readonly from: string; readonly to: string };
  /** What of the edit's text the author has to write over. */
  readonly placeholder?: string;
  /** True for the one that "Fix all" applies. */
  readonly isPreferred: boolean;
}
