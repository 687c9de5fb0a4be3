import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import { type CheckChoice, chosenProfiles, ruleSeverities } from '../../core/skill/config/checkChoice.ts';

const profiles: ReadonlySet<unknown> = new Set(chosenProfiles);
const severities: ReadonlySet<unknown> = new Set(ruleSeverities);

/**
 * What the person's settings say of the checks of a file; anything else that stands there is passed over. `ignore` is
 * relative to the workspace folder.
 */
export function readCheckSettings(scope: vscode.Uri): CheckChoice {
  const said = (id: string) => setting(id, scope);
  const rules = said(settingIds.rules);
  return {
    profiles: list(said(settingIds.profiles), isProfile),
    rules: Object.fromEntries(Object.entries(isRecord(rules) ? rules : {}).filter(isRuleSeverity)),
    ignore: list(said(settingIds.ignore), (value): value is string => typeof value === 'string'),
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

/** Undefined where nobody set it: what it is then, the project's own file may say. */
function setting(id: string, scope: vscode.Uri): unknown {
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  const said = configuration.inspect(id);
  const isSaid = said?.globalValue ?? said?.workspaceValue ?? said?.workspaceFolderValue;
  return isSaid === undefined ? undefined : configuration.get(id);
}

function list<T>(value: unknown, isItem: (item: unknown) => item is T): readonly T[] | null {
  return Array.isArray(value) ? value.filter(isItem) : null;
}

function isProfile(value: unknown): value is NonNullable<CheckChoice['profiles']>[number] {
  return profiles.has(value);
}

function isRuleSeverity(entry: [string, unknown]): entry is [string, CheckChoice['rules'][string]] {
  return severities.has(entry[1]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
