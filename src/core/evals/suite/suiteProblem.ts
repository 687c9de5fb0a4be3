import type { Severity, TextEdit } from '../../skill/problem.ts';
import type { SourceRange } from './expectation.ts';

/** What can be wrong with a suite. Each has its rule in docs/evals.md. */
export type SuiteProblemCode =
  /** It is not JSON or not YAML; the range says where that shows. */
  | 'eval-syntax'
  /** It is neither of the shapes that a suite has. */
  | 'eval-shape'
  /** A value has another type than its key takes, or is out of its bounds. */
  | 'eval-value'
  /** A key that nobody reads. */
  | 'eval-unknown-key'
  /** A case without a prompt, or a query without its text. */
  | 'eval-no-prompt'
  | 'eval-duplicate-id'
  | 'eval-unknown-grader'
  /** A regular expression that does not compile. */
  | 'eval-regex'
  | 'eval-missing-file'
  | 'eval-file-too-large'
  /** A file that the system does not hand out. */
  | 'eval-unreadable'
  /** A link, which is not followed: what is behind it is not read. */
  | 'eval-link'
  /** A case that would pass whatever is answered. */
  | 'eval-judges-nothing'
  /** The suite is for a skill of another name. */
  | 'eval-skill-name'
  /** Every query of a trigger set expects the same, so that one of precision and recall cannot be measured. */
  | 'eval-one-sided'
  /** A fixture that is made by a script, a recorded history or a mock, none of which is used here. */
  | 'eval-setup-not-run'
  | 'eval-too-many-cases';

/** Something wrong with a suite. */
export interface SuiteProblem {
  readonly code: SuiteProblemCode;
  readonly severity: Severity;
  /** Says what is wrong with which value, and what holds instead. */
  readonly message: string;
  readonly source: SourceRange;
  /** Ways out, each of which leaves everything else as it was; edits are in the file of `source`. */
  readonly fixes: readonly SuiteFix[];
}

export interface SuiteFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}
