import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { baseName } from '../../../core/text/paths.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { nameEdits } from '../../language/renames.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { exists, saveOpenFiles } from '../../workspace/files.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';
import { askName } from './askName.ts';
import { leadingLinks, retargetLinks } from './leadingLinks.ts';
import { showRow } from './showRow.ts';

/**
 * Renames a skill: its folder, the name in its SKILL.md, where other skills mention it, and the symbolic links that
 * lead to it. What it is published as stays linked.
 */
export async function renameRow(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skill = await workspaceSkillTarget(services, target, 'Rename Skill');
  if (!skill) {
    return cancelled;
  }
  const folderName = baseName(skill.folder.path);
  const newName = await askName(services, skill, {
    title: `Rename ${folderName}`,
    prompt: 'Its folder, the name in SKILL.md and what mentions it follow.',
    value: folderName,
  });
  if (newName === undefined || newName === folderName) {
    return cancelled;
  }
  const newFolder = vscode.Uri.joinPath(skill.folder, '..', newName);
  if (await exists(newFolder)) {
    return failed({ kind: 'already-exists', path: vscode.workspace.asRelativePath(newFolder) });
  }
  const links = await leadingLinks(skill);
  const edit = await editsFor(services, skill, newName);
  edit.renameFile(skill.folder, newFolder, { overwrite: false });
  // As a refactoring, what it changes is saved, unless the person has turned that off.
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) {
    return failed({ kind: 'unwritable', path: skill.path, cause: 'VS Code refused the change' });
  }
  const saved = await saveMoved(newFolder);
  if (!saved.ok) {
    return saved;
  }
  const relinked = await retargetLinks(links, skill.folder.fsPath, newFolder.fsPath);
  if (!relinked.ok) {
    return relinked;
  }
  await showRow(services, vscode.Uri.joinPath(newFolder, baseName(skill.uri.path)));
  return success(null);
}

/** VS Code saves what a refactoring changed where it was; what has moved meanwhile may still be unsaved. */
async function saveMoved(folder: vscode.Uri): Promise<Result<unknown, Failure>> {
  const isSaved = vscode.workspace.getConfiguration('files', folder).get('refactoring.autoSave', true);
  if (!isSaved) {
    return success(null);
  }
  for (let tries = 1; ; tries++) {
    const saved = await saveOpenFiles([folder]);
    if (saved.ok || tries === maxTries) {
      return saved;
    }
    // Refused while VS Code itself is writing what it moved, or before the news of that are here.
    await setTimeout(beforeNextTry);
  }
}

const maxTries = 10;

/** In milliseconds. */
const beforeNextTry = 200;

/** The name in the SKILL.md becomes the folder's, whatever it was; one that is not there is not put in. */
async function editsFor(
  services: Services,
  skill: WorkspaceSkill,
  newName: string,
): Promise<vscode.WorkspaceEdit> {
  const check = await services.checks.checkOf(skill.uri);
  if (!check) {
    return new vscode.WorkspaceEdit();
  }
  const { entryOf, scalarText } = await import('../../../core/skill/document/manifest.ts');
  const entry = entryOf(check.document, 'name');
  const oldName = (entry && scalarText(entry.value)) ?? baseName(skill.folder.path);
  return nameEdits(services, check, oldName, newName);
}
