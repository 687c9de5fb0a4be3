import * as vscode from 'vscode';
import { settingIds } from '../../../contributions.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { Severity } from '../../../core/skill/problem.ts';
import { decode, literal, optional, record, text } from '../../../core/text/decode.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { notify } from '../../ui/shown.ts';
import { writeSetting } from '../../ui/writeSetting.ts';

const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;

/** What the menu of a problem hands over; `file` is the address of the SKILL.md that has it. */
const ruleChoice = record({
  code: text,
  file: optional(text),
  severity: literal<Severity | 'off'>('error', 'warning', 'information', 'hint', 'off'),
});

/**
 * Gives a rule another severity in the workspace's settings, or turns it off; says so, with a way back. Where the
 * settings of one of several folders speak of the rule, they win over the workspace's, so it is done there.
 */
export async function setRule(_services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const choice = decode(ruleChoice, target);
  if (!choice.ok) {
    return cancelled;
  }
  const { code, severity, file } = choice.value;
  const scope = file === null ? undefined : vscode.Uri.parse(file);
  const place = placeFor(code, scope);
  const chosen = () => saidIn(place, scope);
  const before = chosen()[code];
  const choose = (rules: RulesSetting) =>
    writeSetting(settingIds.rules, Object.keys(rules).length > 0 ? rules : undefined, place, scope);
  const written = await choose({ ...chosen(), [code]: severity });
  if (!written.ok) {
    return written;
  }
  const undo = 'Undo';
  const said = severity === 'off' ? 'is turned off' : `is of severity ${severity}`;
  const answer = await notify(`The rule "${code}" ${said} in ${placeWords(place, scope)}.`, undo);
  if (answer === undo) {
    // Other rules may have been set since.
    const { [code]: _, ...others } = chosen();
    return choose(before === undefined ? others : { ...others, [code]: before });
  }
  return success(null);
}

type RulesSetting = Readonly<Record<string, string>>;

function placeFor(code: string, scope: vscode.Uri | undefined): vscode.ConfigurationTarget {
  if (!vscode.workspace.workspaceFolders) {
    return Global;
  }
  return scope && code in saidIn(WorkspaceFolder, scope) ? WorkspaceFolder : Workspace;
}

function placeWords(place: vscode.ConfigurationTarget, scope: vscode.Uri | undefined): string {
  const { workspaceFolders = [] } = vscode.workspace;
  const folder = scope && vscode.workspace.getWorkspaceFolder(scope);
  // In a workspace of one folder both are one file.
  return place === WorkspaceFolder && folder && workspaceFolders.length > 1
    ? `the folder “${folder.name}”`
    : 'this workspace';
}

/** What the settings of a place say of rules. */
function saidIn(place: vscode.ConfigurationTarget, scope: vscode.Uri | undefined): RulesSetting {
  const said = vscode.workspace.getConfiguration(undefined, scope).inspect(settingIds.rules);
  const value = place === WorkspaceFolder ? said?.workspaceFolderValue : said?.workspaceValue;
  // What somebody wrote there may be anything.
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as RulesSetting) : {};
}
