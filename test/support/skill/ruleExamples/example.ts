import type { TextEncoding } from '../../../../src/core/skill/document/decodeManifest.ts';
import type { SkillContext } from '../../../../src/core/skill/skillContext.ts';

/** A SKILL.md that breaks or keeps a rule. */
export interface Example {
  readonly text: string;
  readonly folderName?: string;
  /** Sizes in bytes of the files besides SKILL.md; when given, the rules about files apply. */
  readonly files?: Readonly<Record<string, number>>;
  readonly outsideLinks?: readonly string[];
  readonly excluded?: SkillContext['excluded'];
  readonly unreadIgnores?: SkillContext['unreadIgnores'];
  readonly manifestRule?: SkillContext['manifestRule'];
  readonly unreadIndex?: string;
  readonly encoding?: TextEncoding;
  /** What other files hold; null for what is no UTF-8. */
  readonly texts?: Readonly<Record<string, string | null>>;
}

/** What docs/rules.md shows of a rule, and what the rule is tested with. */
export interface RuleExamples {
  /** Breaks the rule. */
  readonly bad: Example;
  /** Keeps it, and every other rule of its profile. */
  readonly good: Example;
}

/** The examples of the rules of one file in `core/skill/rules/`, by the rules' codes. */
export type ExampleTable = Readonly<Record<string, RuleExamples>>;
