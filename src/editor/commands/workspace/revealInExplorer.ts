import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';

/** Shows a skill's folder in the Explorer. */
export async function revealInExplorer(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const skill = await workspaceSkillTarget(services, target, 'Reveal in Explorer');
  if (!skill) {
    return cancelled;
  }
  await vscode.commands.executeCommand('revealInExplorer', skill.folder);
  return success(null);
}
