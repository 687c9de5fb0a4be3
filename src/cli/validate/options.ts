import type { Profile } from '../../core/skill/problem.ts';
import { readOptions } from '../readOptions.ts';

/** How the outcome of `validate` is printed. */
export type ReportFormat = 'text' | 'json' | 'github' | 'sarif' | 'junit';

export const reportFormats: readonly ReportFormat[] = ['text', 'json', 'github', 'sarif', 'junit'];

export interface ValidateOptions {
  readonly paths: readonly string[];
  readonly format: ReportFormat;
  readonly isFixing: boolean;
  /** Looks for credentials in every file that would be published, too. */
  readonly withSecrets: boolean;
  /** Says which folders were not searched, and why. */
  readonly isVerbose: boolean;
  /** Those that were asked for; none means the default ones. */
  readonly profiles: readonly Profile[];
  /** Only skills in which something differs from this revision; all of them when undefined. */
  readonly changedSince: string | undefined;
  /** So many warnings are no reason to fail. */
  readonly maxWarnings: number;
}

export const checkProfiles: readonly Profile[] = ['spec', 'openai', 'anthropic', 'vscode', 'advice'];

export const validateHelp = `Checks skills by the rules of docs/rules.md.

  skillwright validate PATH… [--profile P]… [--fix] [--format F] [--changed-since REV] [-v]

PATH is a skill's folder, a SKILL.md, or a folder with skills below it: what Git ignores and
what tools install is not searched then, unless PATH names it.

  --profile P   apply the rules of this profile: ${checkProfiles.join(', ')}; may be given
                several times; without it, those of skillwright.config.json, or spec and advice
  --fix         first apply the fixes that need no decision, then check
  --secrets     also look for keys and passwords in every file that would be published
  --format F    text; github: annotations for a workflow; sarif: SARIF 2.1.0; junit: XML;
                json: {"ok","skills","problems":[…],"errors":[…]}, also when it fails, with problems as
                {file, code, severity, message, range, profile, fixable}: lines and characters count
                from 0, and fixable says whether --fix can do it; each but text also says in its own way
                what could not be checked
  --json        the same as --format json
  --changed-since REV
                check only skills in which a file differs from this Git revision
  --max-warnings N
                take N warnings; without it, none
  -v, --verbose say which folders were passed over, and why

The nearest skillwright.config.json above a skill has "profiles", "rules" and "ignore", as the
editor's settings of these names; what PATH names itself is checked though it is ignored there.

Exit code: 0 no errors and no warnings, 1 some, 2 something could not be checked.
Information and hints are told but do not count; hints only in JSON.`;

/** The options, or what is wrong with them. */
export function readValidateArguments(args: readonly string[]): ValidateOptions | string {
  const typed = readOptions(args, {
    json: { type: 'boolean', default: false },
    fix: { type: 'boolean', default: false },
    secrets: { type: 'boolean', default: false },
    verbose: { type: 'boolean', short: 'v', default: false },
    profile: { type: 'string', multiple: true, default: [] as string[] },
    format: { type: 'string' },
    'changed-since': { type: 'string' },
    'max-warnings': { type: 'string', default: '0' },
  });
  if (!typed.ok) {
    return typed.failure;
  }
  const { values, positionals } = typed.value;
  if (positionals.length === 0) {
    return 'Say what to check: a skill, or a folder with skills below it.';
  }
  const unknown = values.profile.find(name => !isProfile(name));
  if (unknown !== undefined) {
    return `There is no profile "${unknown}". Profiles: ${checkProfiles.join(', ')}.`;
  }
  const format = values.format ?? (values.json ? 'json' : 'text');
  if (!isFormat(format) || (values.json && format !== 'json')) {
    return isFormat(format)
      ? `--json and --format ${format} exclude each other.`
      : `There is no format "${format}". Formats: ${reportFormats.join(', ')}.`;
  }
  if (!/^\d{1,9}$/.test(values['max-warnings'])) {
    return `--max-warnings takes a number, not "${values['max-warnings']}".`;
  }
  return {
    paths: positionals,
    format,
    isFixing: values.fix,
    withSecrets: values.secrets,
    isVerbose: values.verbose,
    profiles: values.profile.filter(isProfile),
    changedSince: values['changed-since'],
    maxWarnings: Number(values['max-warnings']),
  };
}

function isFormat(name: string): name is ReportFormat {
  return reportFormats.some(format => format === name);
}

function isProfile(name: string): name is Profile {
  return checkProfiles.some(profile => profile === name);
}
