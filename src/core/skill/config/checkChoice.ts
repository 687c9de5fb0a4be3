import type { CheckOptions } from '../checkSkill.ts';
import type { Profile, Severity } from '../problem.ts';

/** What a project's people agree on about its skills; committed, and read by the editor and the command line alike. */
export const configFileName = 'skillwright.config.json';

/** Whose rules apply. `auto` stands for `spec`, `advice` and those of the registries that are set up. */
export type ChosenProfile = Profile | 'auto';

/** How skills are checked, as `skillwright.config.json` and the editor's settings of the same names say it. */
export interface CheckChoice {
  /** Null where nothing is said of them. */
  readonly profiles: readonly ChosenProfile[] | null;
  readonly rules: NonNullable<CheckOptions['severities']>;
  /** Patterns as in a `.gitignore` of skills that are not checked; null where nothing is said of them. */
  readonly ignore: readonly string[] | null;
}

/** What holds where nothing is said. */
export const emptyChoice: CheckChoice = { profiles: null, rules: {}, ignore: null };

/** What `profiles` may hold. */
export const chosenProfiles: readonly ChosenProfile[] = [
  'auto',
  'spec',
  'advice',
  'openai',
  'anthropic',
  'vscode',
];

/** What a rule may be given. */
export const ruleSeverities: readonly (Severity | 'off')[] = [
  'error',
  'warning',
  'information',
  'hint',
  'off',
];

/** How a skill is checked where `own` wins over `project`: as a whole, but for rules, of which each stands for itself. */
export function toCheckOptions(
  own: CheckChoice,
  project: CheckChoice,
  inUse: readonly Profile[],
): CheckOptions {
  const automatic: readonly Profile[] = ['spec', 'advice', ...inUse];
  const names = own.profiles ?? project.profiles ?? ['auto'];
  const chosen = names.flatMap(profile => (profile === 'auto' ? automatic : [profile]));
  return { profiles: [...new Set(chosen)], severities: { ...project.rules, ...own.rules } };
}
