import type { CheckOptions } from '../../core/skill/checkSkill.ts';
import { emptyChoice, toCheckOptions } from '../../core/skill/config/checkChoice.ts';
import { type ConfigCache, leavesOut } from '../../disk/folder/projectConfig.ts';
import { projectRules, ruleWarnings } from '../projectRules.ts';
import type { ValidateOptions } from './options.ts';

/** How each skill is checked. */
export interface ChosenRules {
  /** By folder, as it is printed. */
  readonly skills: ReadonlyMap<string, CheckOptions>;
  /** Folders that their project's file takes out. */
  readonly ignored: readonly string[];
  /** Sentences about the files, once each. */
  readonly warnings: readonly string[];
  /** Why files are not understood, once each; their skills are in none of the above. */
  readonly failures: readonly string[];
}

/**
 * Asks the `skillwright.config.json` above each skill; options win over it. `folders` are by absolute path, and
 * `named` are those that were asked for one by one, which no file takes out.
 */
export async function chooseRules(
  folders: ReadonlyMap<string, string>,
  named: ReadonlySet<string>,
  { profiles }: Pick<ValidateOptions, 'profiles'>,
): Promise<ChosenRules> {
  const own = { ...emptyChoice, profiles: profiles.length > 0 ? profiles : null };
  const cache: ConfigCache = new Map();
  const skills = new Map<string, CheckOptions>();
  const ignored: string[] = [];
  const warnings = new Set<string>();
  const failures = new Set<string>();
  for (const [absolute, folder] of folders) {
    const found = await projectRules(absolute, cache);
    if (!found.ok) {
      failures.add(found.failure);
    } else if (found.value !== null && !named.has(absolute) && leavesOut(found.value, absolute)) {
      ignored.push(folder);
    } else {
      skills.set(folder, toCheckOptions(own, found.value?.choice ?? emptyChoice, []));
      for (const line of found.value === null ? [] : ruleWarnings(found.value)) {
        warnings.add(line);
      }
    }
  }
  return { skills, ignored, warnings: [...warnings], failures: [...failures] };
}
