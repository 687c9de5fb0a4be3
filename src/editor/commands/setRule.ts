import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import { type Result, success } from '../../core/failure.ts';
import type { Severity } from '../../core/skill/problem.ts';
import type { Services } from '../services.ts';

interface RuleChoice {
  readonly code: string;
  readonly severity: Severity | 'off';
}

/** Gives a rule another severity in the workspace's settings, or turns it off; says so, with a way back. */
export async function setRule(_services: Services, target: unknown): Promise<Result<unknown>> {
  const { code, severity } = target as RuleChoice;
  const configuration = vscode.workspace.getConfiguration();
  const place = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const before = configuration.inspect<Record<string, string>>(settingIds.rules)?.workspaceValue;
  await configuration.update(settingIds.rules, { ...before, [code]: severity }, place);
  const undo = 'Undo';
  const said = severity === 'off' ? 'is turned off' : `is of severity ${severity}`;
  const answer = await vscode.window.showInformationMessage(
    `The rule "${code}" ${said} in this workspace.`,
    undo,
  );
  if (answer === undo) await configuration.update(settingIds.rules, before, place);
  return success(null);
}
