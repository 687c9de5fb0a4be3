import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';

/** Opens a skill's SKILL.md; the active one is open already, so without a row there is a choice. */
export async function openSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skill = await workspaceSkillTarget(services, target, 'Open SKILL.md', { mayBeActive: false });
  if (!skill) {
    return cancelled;
  }
  await vscode.window.showTextDocument(skill.uri);
  return success(null);
}
