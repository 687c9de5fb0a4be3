import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { systemErrorCode } from '../../../core/failure/systemError.ts';
import { stateWords } from '../../../core/link/skillState.ts';
import { baseName } from '../../../core/text/paths.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { countWords } from '../../../core/text/words.ts';
import { removeEach } from '../../../core/work/removeEach.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTargets } from '../../services/workspaceTarget.ts';
import { confirm } from '../../ui/quickPick.ts';
import { shownPath } from '../../workspace/shownPaths.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';
import { leadingLinks, removeLinks } from './leadingLinks.ts';

/** Skills that a question names one by one. */
const maxNamed = 10;

/** Moves skills' folders to the trash, after a question that says what stays published. */
export async function trashSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skills = await workspaceSkillTargets(services, target, 'Delete Skill');
  if (skills.length === 0) {
    return cancelled;
  }
  const details = await detailsOf(services, skills);
  if (!(await confirm(`Delete ${whatOf(skills)} from the workspace?`, details, 'Move to Trash'))) {
    return cancelled;
  }
  const links = new Map(
    await Promise.all(skills.map(async skill => [skill, await leadingLinks(skill)] as const)),
  );
  const removed = await removeEach(skills, {
    toTrash: skill => isTaken(skill),
    forGood: skill => deleteForGood(skill),
    mayGoForGood: left => {
      const question = `${whatOf(left)} cannot be moved to the trash. Delete for good?`;
      return confirm(question, ['This cannot be undone.'], 'Delete for Good');
    },
    onGone: skill => removeLinks(links.get(skill) ?? []),
  });
  services.skills.refresh();
  await services.workspaceTree.redrawNow();
  return removed.ok && removed.value.kept === skills.length ? cancelled : removed;
}

function whatOf(skills: readonly WorkspaceSkill[]): string {
  const [first, ...others] = skills;
  return first && others.length === 0
    ? `“${baseName(first.folder.path)}”`
    : countWords(skills.length, 'skill');
}

/** Where each lies, what links lead to it, and that its published versions are not touched. */
async function detailsOf(services: Services, skills: readonly WorkspaceSkill[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const skill of skills.slice(0, maxNamed)) {
    const states = await services.states.of(skill);
    const where =
      states.length === 0 ? 'never published' : stateWords(states, key => services.connections.whereOf(key));
    const links = (await leadingLinks(skill)).length;
    lines.push(
      `${shownPath(skill, vscode.workspace.workspaceFolders)}: ${where}${links > 0 ? `; ${countWords(links, 'link')} to it go, too` : ''}`,
    );
  }
  if (skills.length > maxNamed) {
    lines.push(`and ${skills.length - maxNamed} more`);
  }
  return [...lines, '', 'What is published stays in the registries.'];
}

/** Moves it to the trash; false where there is none, as on a remote machine, or it does not take it. */
function isTaken({ folder }: WorkspaceSkill): Promise<boolean> {
  return remove(folder, true).then(code => code === null);
}

async function deleteForGood({ folder, path }: WorkspaceSkill): Promise<Result<null, Failure>> {
  const cause = await remove(folder, false);
  return cause === null ? success(null) : failed({ kind: 'unwritable', path, cause });
}

/** Null when it is gone, else the system's code. */
async function remove(folder: vscode.Uri, useTrash: boolean): Promise<string | null> {
  return vscode.workspace.fs.delete(folder, { recursive: true, useTrash }).then(
    () => null,
    error => {
      const code = systemErrorCode(error) ?? 'unknown';
      return code === 'FileNotFound' ? null : code;
    },
  );
}
