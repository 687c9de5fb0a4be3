import type { Suite } from './suite.ts';
import type { SuiteProblem } from './suiteProblem.ts';

/** A skill's files, as far as suites need them. Paths are relative to its folder, with `/`. */
export interface SuiteFiles {
  /** All paths under `evals/`, with sizes in bytes; other folders may be missing. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** The text of a file; null where there is none or it cannot be read. Open editors win over the disk. */
  read(path: string): Promise<string | null>;
  /** The size in bytes of an input file anywhere in the skill; null where there is none. */
  size(path: string): Promise<number | null>;
}

/** What was found under a skill's `evals/`. */
export interface FoundSuites {
  readonly suites: readonly Suite[];
  readonly problems: readonly SuiteProblem[];
}

/**
 * Finds and reads all suites of a skill, of all three formats. What does not parse is a problem and the rest is read
 * all the same; nothing is thrown. `skillName` is the manifest's, null where it has none.
 */
export type ReadSuites = (files: SuiteFiles, skillName: string | null) => Promise<FoundSuites>;
