import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import type { CheckOptions } from '../../core/skill/checkSkill.ts';
import type { Profile, Severity } from '../../core/skill/problem.ts';

/** What stands in the settings for a skill's checks; anything else that stands there is passed over. */
export interface CheckSettings {
  /** `auto` is replaced by `spec`, `advice` and the profiles of the registries in use. */
  readonly profiles: readonly (Profile | 'auto')[];
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Patterns as in `.gitignore`, relative to the workspace folder, of skills that are not checked. */
  readonly ignore: readonly string[];
}

const profiles: ReadonlySet<unknown> = new Set(['auto', 'spec', 'advice', 'openai', 'anthropic', 'vscode']);
const severities: ReadonlySet<unknown> = new Set(['error', 'warning', 'information', 'hint', 'off']);

/** The settings that apply to a file. */
export function readCheckSettings(scope: vscode.Uri): CheckSettings {
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  const rules = configuration.get<unknown>(settingIds.rules);
  return {
    profiles: list(configuration.get(settingIds.profiles), isProfile),
    rules: Object.fromEntries(Object.entries(isRecord(rules) ? rules : {}).filter(isRuleSeverity)),
    ignore: list(configuration.get(settingIds.ignore), (value): value is string => typeof value === 'string'),
  };
}

/** Fires when a setting that checks depend on has another value, somewhere. */
export function onDidChangeCheckSettings(listener: () => void): vscode.Disposable {
  const ids = [settingIds.profiles, settingIds.rules, settingIds.ignore];
  return vscode.workspace.onDidChangeConfiguration(change => {
    if (ids.some(id => change.affectsConfiguration(id))) {
      listener();
    }
  });
}

/** How a skill is checked under these settings. */
export function toCheckOptions(settings: CheckSettings, inUse: readonly Profile[]): CheckOptions {
  const automatic: readonly Profile[] = ['spec', 'advice', ...inUse];
  const chosen = settings.profiles.flatMap(profile => (profile === 'auto' ? automatic : [profile]));
  return { profiles: [...new Set(chosen)], severities: settings.rules };
}

function list<T>(value: unknown, isItem: (item: unknown) => item is T): readonly T[] {
  return Array.isArray(value) ? value.filter(isItem) : [];
}

function isProfile(value: unknown): value is Profile | 'auto' {
  return profiles.has(value);
}

function isRuleSeverity(entry: [string, unknown]): entry is [string, Severity | 'off'] {
  return severities.has(entry[1]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
