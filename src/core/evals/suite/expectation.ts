import type { Range } from '../../skill/problem.ts';

/** One thing that an answer is held to. */
export interface Expectation {
  /** `1`, `2` … in the case, or the grader file's name. Unique in the case. */
  readonly id: string;
  /** The sentence, or the free grader in words, as lists and reports show it. */
  readonly text: string;
  readonly grader: Grader;
  /** How much it counts in a run's score; 1 unless said. Greater than 0. */
  readonly weight: number;
  /**
   * `with-only`: cannot be met without the skill, so that it counts in neither arm when one of them is without it.
   * What asks whether the skill was loaded is so unless it says otherwise.
   */
  readonly arms: 'both' | 'with-only';
  readonly source: SourceRange;
}

/** How an expectation is judged. All but `sentence` and `baseline` are free: no model is asked. */
export type Grader = FreeGrader | JudgedGrader;

export type FreeGrader =
  | ContainsGrader
  | RegexGrader
  | CommandGrader
  | FileNamedGrader
  | SkillLoadedGrader
  | FileExistsGrader
  | ToolUsedGrader
  | ToolOrderGrader;

export type JudgedGrader = SentenceGrader | BaselineGrader;

/**
 * What is looked at. `answer`: the last message. `trace`: all that was said, run and called, one JSON value a line.
 * `files`: the paths of the files that were made, one a line. Or the text of one file that was made. `mock-calls`:
 * calls of mocked tools, which nobody mocks here, so that it cannot be judged.
 */
export type GraderTarget = 'answer' | 'trace' | 'files' | 'mock-calls' | { readonly file: string };

/** The target holds this text, or does not. */
export interface ContainsGrader {
  readonly kind: 'contains';
  readonly text: string;
  readonly isExpected: boolean;
  readonly ignoresCase: boolean;
  readonly target: GraderTarget;
}

/** The target matches a JavaScript regular expression, does not, or matches exactly so many times. */
export interface RegexGrader {
  readonly kind: 'regex';
  readonly pattern: string;
  /** Of `dgimsuvy`. */
  readonly flags: string;
  readonly match: 'found' | 'not-found' | { readonly count: number };
  readonly target: GraderTarget;
}

/** Commands that hold these texts were run, in this order, others in between; or none of them was. */
export interface CommandGrader {
  readonly kind: 'command';
  /** At least one. A script is named by its path. */
  readonly commands: readonly string[];
  readonly isExpected: boolean;
}

/** A file's path is named in the answer, or read, written or run; or is not. */
export interface FileNamedGrader {
  readonly kind: 'file-named';
  readonly path: string;
  readonly isExpected: boolean;
}

/** A skill was loaded, or was not. */
export interface SkillLoadedGrader {
  readonly kind: 'skill-loaded';
  /** Null for the skill that is tried. */
  readonly skill: string | null;
  readonly isExpected: boolean;
}

/** A file of this path was made, or was not. `*` and `**` as in a `.gitignore`. */
export interface FileExistsGrader {
  readonly kind: 'file-exists';
  readonly path: string;
  readonly isExpected: boolean;
}

/** Such calls were made so many times. */
export interface ToolUsedGrader {
  readonly kind: 'tool-used';
  readonly call: ToolCall;
  readonly min: number;
  /** Null for no bound. */
  readonly max: number | null;
}

/** The first call of one kind came before the first call of another; both were made. */
export interface ToolOrderGrader {
  readonly kind: 'tool-order';
  readonly before: ToolCall;
  readonly after: ToolCall;
}

/** Calls of a tool. */
export interface ToolCall {
  /** `Skill` stands for loading a skill, `Bash` for running a command. */
  readonly tool: string;
  /** A regular expression on the call's input as JSON; null for any. */
  readonly inputMatch: string | null;
}

/** A sentence about the answer that a model judges. */
export interface SentenceGrader {
  readonly kind: 'sentence';
  readonly sentence: string;
  /** What the judge is to look at; null for the answer with its trace. */
  readonly focus: GraderTarget | null;
  /** The sentence was made from the case's `expected_output`, since it has no expectations. */
  readonly isFromExpectedOutput: boolean;
}

/** The answer is at least as good as a recorded one, which a model judges with the two in both orders. */
export interface BaselineGrader {
  readonly kind: 'baseline';
  /** The recorded answer: relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly criteria: string | null;
}

/** A place in one of a skill's files. */
export interface SourceRange {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly range: Range;
}
