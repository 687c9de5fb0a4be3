import type { Expectation, SourceRange } from './expectation.ts';

/**
 * How a suite is written down. `evals-json`: `evals/evals.json` with prompts and expectations. `trigger-set`: a JSON
 * list of questions and whether the skill should be loaded for them. `plugin-cases`: a folder a case, as
 * `claude plugin eval` reads them.
 */
export type SuiteFormat = 'evals-json' | 'trigger-set' | 'plugin-cases';

/** What a skill is tried with. Cases are judged by what is answered; trigger queries by whether the skill is loaded. */
export type Suite = CaseSuite | TriggerSuite;

interface SuiteHead {
  /** The file or, for `plugin-cases`, the folder that holds the cases: relative to the skill, with `/`. Unique. */
  readonly path: string;
  readonly format: SuiteFormat;
  /** The skill that the suite says it is for; null where it says nothing. */
  readonly skillName: string | null;
}

/** A suite whose answers are judged. */
export interface CaseSuite extends SuiteHead {
  readonly kind: 'cases';
  readonly format: 'evals-json' | 'plugin-cases';
  /** In the order of the source. Those that cannot run, since they have no prompt, are left out. */
  readonly cases: readonly EvalCase[];
}

/** A suite that asks whether the skill is loaded when it should be, and only then. */
export interface TriggerSuite extends SuiteHead {
  readonly kind: 'triggers';
  readonly format: 'trigger-set';
  readonly queries: readonly TriggerQuery[];
}

/** One thing that a person might ask, and how the answer is judged. */
export interface EvalCase {
  /** As the source has it, as text; made unique in the suite by `#2`, `#3` … where two are the same. */
  readonly id: string;
  /** For lists: the case's name, or its prompt's first words. */
  readonly title: string;
  readonly prompt: string;
  /** What a good answer is like, in words; null where the source says nothing. */
  readonly expectedOutput: string | null;
  readonly files: readonly InputFile[];
  /** Empty for a case that judges nothing. */
  readonly expectations: readonly Expectation[];
  readonly tags: readonly string[];
  readonly limits: CaseLimits;
  /** The whole case; in `plugin-cases`, the front matter. */
  readonly source: SourceRange;
  /** The prompt's text; an item in an editor is anchored here. */
  readonly promptSource: SourceRange;
}

/** What a case asks for itself; null where it says nothing and the run's own value holds. */
export interface CaseLimits {
  readonly runs: number | null;
  readonly maxTurns: number | null;
  readonly timeoutMs: number | null;
  /** Put behind the system prompt. */
  readonly systemPrompt: string | null;
}

/** A file that goes along with a prompt. */
export interface InputFile {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly source: SourceRange;
}

/** One thing that a person might ask, and whether the skill should be loaded for it. */
export interface TriggerQuery {
  /** `1`, `2` … in the order of the source, or the source's own id. Unique in the suite. */
  readonly id: string;
  readonly query: string;
  readonly shouldTrigger: boolean;
  readonly source: SourceRange;
}
