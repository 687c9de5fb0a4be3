import * as vscode from 'vscode';
import { settingIds } from '../../../contributions.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { Severity } from '../../../core/skill/problem.ts';
import { decode, literal, record, text } from '../../../core/text/decode.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { notify } from '../../ui/shown.ts';
import { writeSetting } from '../../ui/writeSetting.ts';

/** What the menu of a problem hands over. */
const ruleChoice = record({
  code: text,
  severity: literal<Severity | 'off'>('error', 'warning', 'information', 'hint', 'off'),
});

/** Gives a rule another severity in the workspace's settings, or turns it off; says so, with a way back. */
export async function setRule(_services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const choice = decode(ruleChoice, target);
  if (!choice.ok) {
    return cancelled;
  }
  const { code, severity } = choice.value;
  const before = chosen()[code];
  const written = await choose({ ...chosen(), [code]: severity });
  if (!written.ok) {
    return written;
  }
  const undo = 'Undo';
  const said = severity === 'off' ? 'is turned off' : `is of severity ${severity}`;
  const answer = await notify(`The rule "${code}" ${said} in this workspace.`, undo);
  if (answer === undo) {
    // Other rules may have been set since.
    const { [code]: _, ...others } = chosen();
    return choose(before === undefined ? others : { ...others, [code]: before });
  }
  return success(null);
}

/** What the workspace's settings say of rules. */
function chosen(): Readonly<Record<string, string>> {
  const { rules } = settingIds;
  const value = vscode.workspace.getConfiguration().inspect(rules)?.workspaceValue;
  // What somebody wrote there may be anything.
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, string>>) : {};
}

async function choose(rules: Readonly<Record<string, string>>): Promise<Result<null, Failure>> {
  const { Workspace, Global } = vscode.ConfigurationTarget;
  const place = vscode.workspace.workspaceFolders ? Workspace : Global;
  const value = Object.keys(rules).length > 0 ? rules : undefined;
  return writeSetting(settingIds.rules, value, place);
}
