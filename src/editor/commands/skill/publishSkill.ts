import * as vscode from 'vscode';
import { commandIds } from '../../../contributions.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { countWords } from '../../../core/text/words.ts';
import { linkedRegistries } from '../../links/twins.ts';
import { leftTargets } from '../../publish/leftTargets.ts';
import { activeTabLabel } from '../../reveal/registerWorkspaceView.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTargets } from '../../services/workspaceTarget.ts';
import { notify } from '../../ui/shown.ts';
import { saveOpenFiles } from '../../workspace/files.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** Publishes a skill of the workspace, or all whose rows are selected, after a review of what would change. */
export async function publishSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  if (!vscode.workspace.isTrusted) {
    return failed({ kind: 'untrusted-workspace', action: 'publish' });
  }
  const skills = await workspaceSkillTargets(services, target, 'Publish');
  if (skills.length === 0) {
    return cancelled;
  }
  const { publish } = await import('../../publish/publish.ts');
  return publish(services, skills);
}

/** Publishes the skill whose comparison with a published version is in front. */
export async function publishCompared(services: Services): Promise<Result<unknown, Failure>> {
  return publishSkill(services, services.compared.of(activeTabLabel()));
}

/** Publishes every skill of the workspace that changed or is new, with one review to leave some out, and one report. */
export async function publishAll(services: Services): Promise<Result<unknown, Failure>> {
  if (!vscode.workspace.isTrusted) {
    return failed({ kind: 'untrusted-workspace', action: 'publish' });
  }
  const all = await services.skills.all();
  // What Git ignores is published by itself only, when somebody asks for it; so is a skill inside another.
  const skills = all.filter(({ notInBulk }) => notInBulk === null);
  const saved = await saveOpenFiles(skills.map(({ folder }) => folder));
  if (!saved.ok) {
    return saved;
  }
  services.states.outdateAll();
  const unpublished: WorkspaceSkill[] = [];
  for (const skill of skills) {
    const states = await services.states.of(skill);
    const isLeft = leftTargets(services.context.workspaceState, skill).length > 0;
    if (isLeft || states.length === 0 || states.some(({ isChanged }) => isChanged)) {
      unpublished.push(skill);
    }
  }
  if (unpublished.length === 0) {
    void notify(nothingNewWords(all.length, all.length - skills.length));
    return success(null);
  }
  const { publish } = await import('../../publish/publish.ts');
  return publish(services, unpublished);
}

/** Why there is nothing to publish; `apart` skills are published only by themselves. */
function nothingNewWords(all: number, apart: number): string {
  if (all === 0) {
    return 'There is no skill in this workspace yet. “Skills: New Skill…” makes one.';
  }
  return apart === 0
    ? 'Every skill of this workspace is published as it is.'
    : `Nothing is to be published. ${countWords(apart, 'skill')} not looked at: what Git ignores, or is inside another skill, is published by itself.`;
}

/**
 * Publishes every skill of the workspace that changed since it was published, or that the last publish did not bring
 * everywhere it was meant for, with one review and one report.
 */
export async function publishChanged(services: Services): Promise<Result<unknown, Failure>> {
  if (!vscode.workspace.isTrusted) {
    return failed({ kind: 'untrusted-workspace', action: 'publish' });
  }
  const { publish } = await import('../../publish/publish.ts');
  const skills = await services.skills.all();
  const saved = await saveOpenFiles(skills.map(({ folder }) => folder));
  if (!saved.ok) {
    return saved;
  }
  if (saved.value) {
    services.states.outdateAll();
  }
  const changed: WorkspaceSkill[] = [];
  const homeless: string[] = [];
  // What Git ignores is published by itself only, when somebody asks for it.
  for (const skill of skills.filter(({ notInBulk }) => notInBulk?.kind !== 'ignored')) {
    const isLeft = leftTargets(services.context.workspaceState, skill).length > 0;
    const states = (await services.states.of(skill)).filter(({ isChanged }) => isChanged);
    const known = await linkedRegistries(services, skill);
    if (isLeft || known.some(({ link }) => states.some(state => state.link === link))) {
      changed.push(skill);
    } else if (states[0]) {
      homeless.push(states[0].registryKey);
    }
  }
  if (changed.length > 0) {
    return publish(services, changed);
  }
  // Where nobody can tell what is published, nobody can tell that nothing changed.
  const troubles = await Promise.all(
    (vscode.workspace.workspaceFolders ?? []).map(folder => services.states.troubles(folder)),
  );
  const [trouble] = troubles.flat();
  if (trouble) {
    return failed(trouble);
  }
  const [registryKey] = homeless;
  if (registryKey === undefined) {
    void notify('No skill of this workspace changed since it was published.');
    return success(null);
  }
  const add = 'Add Registry…';
  const text = `${countWords(homeless.length, 'skill')} changed, but no registry that is set up here holds ${homeless.length === 1 ? 'it' : 'them'}. “Skills: Add Registry…” sets one up.`;
  if ((await notify(text, add)) === add) {
    await vscode.commands.executeCommand(commandIds.addRegistry, { registryKey });
  }
  return success(null);
}
