import type { Body } from './document/body.ts';
import type { Reference } from './document/reference.ts';
import type { SkillDocument, Span } from './document/skillDocument.ts';
import type { FileIndex } from './fileIndex.ts';
import type { Ignore } from './ignores.ts';
import type { BodyLink } from './markdown/parts.ts';
import type { Fix, Problem, Profile, Severity } from './problem.ts';
import type { SkillContext } from './skillContext.ts';

/** A link with what it leads to. */
export interface ReadLink extends BodyLink {
  readonly reference: Reference;
}

/** What a rule is given. */
export interface RuleInput {
  readonly document: SkillDocument;
  readonly body: Body;
  readonly links: readonly ReadLink[];
  readonly context: SkillContext;
  /** Null when the files are not known; rules about files are then silent. */
  readonly files: FileIndex | null;
  readonly ignores: readonly Ignore[];
  /** The codes of all rules. */
  readonly codes: ReadonlySet<string>;
}

/** What a rule found, before the table's code, profile and severity are put to it. */
export interface Finding {
  readonly message: string;
  readonly span: Span;
  /** The file in the skill's folder, when it is not SKILL.md; the span then does not count. */
  readonly path?: string;
  /** When the value decides it; otherwise the rule's own. */
  readonly severity?: Severity;
  /** The only thing that fixes know of the problem besides its code and place. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
}

export interface Source {
  /** What they say, in their own words where there is a sentence of theirs. */
  readonly text: string;
  readonly url: string;
}

/** One line of the table. An example that breaks it and one that keeps it are in test/support/skill/ruleExamples/. */
export interface Rule {
  readonly code: string;
  readonly profile: Profile;
  readonly severity: Severity;
  /** What must hold, in one sentence. */
  readonly summary: string;
  /** Who says so. */
  readonly source: Source;
  check(skill: RuleInput): Iterable<Finding>;
  /** What `fix` gives needs a decision, so that none of it is ever preferred. */
  readonly isFixAChoice?: true;
  fix?(problem: Problem, document: SkillDocument, context: SkillContext): readonly Fix[];
}
