import { parseArgs } from 'node:util';
import type { Profile } from '../../core/skill/problem.ts';

export interface ValidateOptions {
  readonly paths: readonly string[];
  readonly isJson: boolean;
  readonly isFixing: boolean;
  /** Those that were asked for; none means the default ones. */
  readonly profiles: readonly Profile[];
}

const profiles: readonly Profile[] = ['spec', 'openai', 'anthropic', 'vscode', 'advice'];

export const validateHelp = `Checks skills by the rules of docs/rules.md.

  skillwright validate PATH… [--json] [--profile P]… [--fix]

PATH is a skill's folder, a SKILL.md, or a folder with skills below it.

  --profile P   apply the rules of this profile: ${profiles.join(', ')}; may be given
                several times; without it, spec and advice
  --fix         first apply the fixes that need no decision, then check
  --json        print an array of {file, code, severity, message, range, profile, fixable};
                lines and characters count from 0; fixable says whether --fix can do it

Exit code: 0 no errors and no warnings, 1 some, 2 something could not be checked.
Information and hints are told but do not count; hints only in JSON.`;

/** The options, or what is wrong with them. */
export function readValidateArguments(args: readonly string[]): ValidateOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        fix: { type: 'boolean', default: false },
        profile: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    });
    if (positionals.length === 0) {
      return 'Say what to check: a skill, or a folder with skills below it.';
    }
    const unknown = values.profile.find(name => !isProfile(name));
    if (unknown !== undefined) {
      return `There is no profile "${unknown}". Profiles: ${profiles.join(', ')}.`;
    }
    return {
      paths: positionals,
      isJson: values.json,
      isFixing: values.fix,
      profiles: values.profile.filter(isProfile),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isProfile(name: string): name is Profile {
  return profiles.some(profile => profile === name);
}
