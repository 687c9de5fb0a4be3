import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { systemErrorCode } from '../../../core/failure/systemError.ts';
import { stateWords } from '../../../core/link/skillState.ts';
import { baseName } from '../../../core/text/paths.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { countWords } from '../../../core/text/words.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTargets } from '../../services/workspaceTarget.ts';
import { confirm } from '../../ui/quickPick.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';
import { leadingLinks, removeLinks } from './leadingLinks.ts';

/** Skills that a question names one by one. */
const maxNamed = 10;

/** Moves skills' folders to the trash, after a question that says what stays published. */
export async function trashSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skills = await workspaceSkillTargets(services, target, 'Delete Skill');
  const [first] = skills;
  if (!first) {
    return cancelled;
  }
  const what = skills.length === 1 ? `“${baseName(first.folder.path)}”` : countWords(skills.length, 'skill');
  const details = await detailsOf(services, skills);
  if (!(await confirm(`Delete ${what} from the workspace?`, details, 'Move to Trash'))) {
    return cancelled;
  }
  for (const [index, skill] of skills.entries()) {
    const links = await leadingLinks(skill);
    const deleted = await moveToTrash(skill, what, index === 0);
    if (!deleted.ok) {
      services.skills.refresh();
      return deleted;
    }
    const unlinked = await removeLinks(links);
    if (!unlinked.ok) {
      return unlinked;
    }
  }
  services.skills.refresh();
  await services.workspaceTree.redrawNow();
  return success(null);
}

/** Where each lies, what links lead to it, and that its published versions are not touched. */
async function detailsOf(services: Services, skills: readonly WorkspaceSkill[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const skill of skills.slice(0, maxNamed)) {
    const states = await services.states.of(skill);
    const where =
      states.length === 0 ? 'never published' : stateWords(states, key => services.connections.whereOf(key));
    const links = (await leadingLinks(skill)).length;
    lines.push(`${skill.path}: ${where}${links > 0 ? `; ${countWords(links, 'link')} to it go, too` : ''}`);
  }
  if (skills.length > maxNamed) {
    lines.push(`and ${skills.length - maxNamed} more`);
  }
  return [...lines, '', 'What is published stays in the registries.'];
}

/** Where there is no trash, as on a remote machine, the person is asked once more. */
async function moveToTrash(
  skill: WorkspaceSkill,
  what: string,
  mayAsk: boolean,
): Promise<Result<null, Failure>> {
  const { fs } = vscode.workspace;
  try {
    await fs.delete(skill.folder, { recursive: true, useTrash: true });
    return success(null);
  } catch (error) {
    if (systemErrorCode(error) === 'FileNotFound') {
      return success(null);
    }
    const question = `There is no trash here. Delete ${what} for good?`;
    if (mayAsk && !(await confirm(question, ['This cannot be undone.'], 'Delete for Good'))) {
      return cancelled;
    }
    return fs.delete(skill.folder, { recursive: true, useTrash: false }).then(
      () => success(null),
      again =>
        failed({ kind: 'unwritable', path: skill.path, cause: systemErrorCode(again) ?? 'unknown' } as const),
    );
  }
}
