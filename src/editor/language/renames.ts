import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { SkillDocument } from '../../core/skill/document/skillDocument.ts';
import type { Services } from '../services/services.ts';
import { toRange } from '../workspace/convert.ts';
import type { CheckedSkill, SkillChecks } from '../workspace/skillChecks.ts';

type Needed = Pick<Services, 'skills' | 'checks'>;

/** What F2 renames here: a skill's name, or a path in code. Rejects where it can rename neither. */
export async function renameableRange(
  { checks }: Needed,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<{ range: vscode.Range; placeholder: string }> {
  const { found } = await findRenameable(checks, document, position);
  const placeholder = found.kind === 'skill' ? found.name : found.path;
  return { range: toRange(found.range), placeholder };
}

/** F2 on a skill's name, which its folder and what mentions it follow, and on a path in code. */
export async function renameEdits(
  services: Needed,
  document: vscode.TextDocument,
  position: vscode.Position,
  newName: string,
): Promise<vscode.WorkspaceEdit> {
  const { found, check } = await findRenameable(services.checks, document, position);
  return found.kind === 'skill'
    ? renameFolder(services, check, found.name, newName.trim())
    : renameFile(check, found.path, newName.trim());
}

/** Rejects, with what VS Code then shows, where nothing can be renamed. */
async function findRenameable(checks: SkillChecks, document: vscode.TextDocument, position: vscode.Position) {
  const check = await checks.checkOf(document.uri);
  const { renameableAt } = await import('../../core/skill/language/renameSkill.ts');
  const found = check && renameableAt(check.document, position, check.context);
  if (!check || !found) {
    throw new Error('Here, only the name of the skill and paths of its files in code can be renamed.');
  }
  return { found, check };
}

async function renameFolder(
  services: Needed,
  check: CheckedSkill,
  oldName: string,
  newName: string,
): Promise<vscode.WorkspaceEdit> {
  const { isValidName } = await import('../../core/skill/fix/suggest.ts');
  if (!isValidName(newName)) {
    throw new Error('A name has at most 64 characters: a-z, 0-9 and single hyphens between them.');
  }
  const edit = await nameEdits(services, check, oldName, newName);
  const { folder } = check.skill;
  if (posix.basename(folder.path) === oldName) {
    edit.renameFile(folder, vscode.Uri.joinPath(folder, '..', newName));
  }
  return edit;
}

/** The new name in the skill itself and wherever other skills mention it; the folder keeps its name. */
export async function nameEdits(
  { skills, checks }: Needed,
  check: CheckedSkill,
  oldName: string,
  newName: string,
): Promise<vscode.WorkspaceEdit> {
  const { renameSkill } = await import('../../core/skill/language/renameSkill.ts');
  const edit = new vscode.WorkspaceEdit();
  const add = (uri: vscode.Uri, text: SkillDocument, isOwn: boolean) => {
    for (const { range, text: replacement } of renameSkill(text, oldName, newName, isOwn)) {
      edit.replace(uri, toRange(range), replacement);
    }
  };
  for (const skill of await skills.all()) {
    const isOwn = skill.uri.path === check.skill.uri.path;
    const other = isOwn ? null : await checks.check(skill);
    if (isOwn || other?.ok) {
      add(skill.uri, other?.ok ? other.value.document : check.document, isOwn);
    }
  }
  return edit;
}

/** What mentions the file follows it by itself, as it does when the file is renamed elsewhere. */
function renameFile({ skill, context }: CheckedSkill, from: string, to: string): vscode.WorkspaceEdit {
  const path = posix.normalize(to);
  if (path === '.' || path.startsWith('..') || path.startsWith('/') || path.endsWith('/')) {
    throw new Error('The new path has to be one inside the skill.');
  }
  if (context.files?.some(file => file.path === path)) {
    throw new Error(`The skill has a file ${path} already.`);
  }
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(vscode.Uri.joinPath(skill.folder, from), vscode.Uri.joinPath(skill.folder, path));
  return edit;
}
