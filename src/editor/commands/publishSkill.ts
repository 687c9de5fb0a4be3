import * as vscode from 'vscode';
import { cancelled, failed, type Result } from '../../core/failure.ts';
import type { Services } from '../services.ts';
import { workspaceSkillTarget } from '../workspaceTarget.ts';

/** Publishes a skill of the workspace, after a review of what would change. */
export async function publishSkill(services: Services, target: unknown): Promise<Result<unknown>> {
  if (!vscode.workspace.isTrusted) return failed({ kind: 'untrusted-workspace', action: 'Publishing' });
  const skill = await workspaceSkillTarget(services, target, 'Publish');
  if (!skill) return cancelled;
  const { publish } = await import('../publish/publish.ts');
  return publish(services, [skill]);
}
