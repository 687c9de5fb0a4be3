import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTargets } from '../../services/workspaceTarget.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Copies the paths of skills' folders, a line each. */
export async function copySkillPath(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skills = await workspaceSkillTargets(services, target, 'Copy Path');
  if (skills.length === 0) {
    return cancelled;
  }
  await vscode.env.clipboard.writeText(skills.map(({ folder }) => folder.fsPath).join('\n'));
  showBriefly('check', 'Path copied');
  return success(null);
}
