import * as vscode from 'vscode';
import { cancelled, failed, type Result, success } from '../../core/failure.ts';
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

/** Publishes every skill of the workspace that changed since it was published, with one review and one report. */
export async function publishChanged(services: Services): Promise<Result<unknown>> {
  if (!vscode.workspace.isTrusted) return failed({ kind: 'untrusted-workspace', action: 'Publishing' });
  const skills = await services.skills.all();
  const states = await Promise.all(skills.map(skill => services.states.of(skill)));
  const changed = skills.filter((_skill, index) => states[index]?.some(({ isChanged }) => isChanged));
  if (changed.length === 0) {
    void vscode.window.showInformationMessage('No skill of this workspace changed since it was published.');
    return success(null);
  }
  const { publish } = await import('../publish/publish.ts');
  return publish(services, changed);
}
