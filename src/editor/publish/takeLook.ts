import * as vscode from 'vscode';
import { leftOutWords } from '../../core/bundle/select/selection.ts';
import type { SkillPlan } from '../../core/publish/plan/plan.ts';
import { bytesWords } from '../../core/text/words.ts';
import { pickRow } from '../ui/shown.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** Lists what goes into the bundle and what stays out, with the reason; choosing a file opens it. */
export async function showFiles(plan: SkillPlan, skill: WorkspaceSkill): Promise<'opened' | 'back'> {
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, path: '' });
  const files = plan.files.map(({ path, size, isExecutable }) => ({
    icon: 'file',
    label: `${path}`,
    description: [bytesWords(size), isExecutable && 'executable'].filter(Boolean).join(', '),
    path,
  }));
  const leftOut = plan.leftOut.map(({ path, isDirectory, reason }) => ({
    icon: isDirectory ? 'folder' : 'circle-slash',
    label: `${path}${isDirectory ? '/' : ''}`,
    description: leftOutWords(reason),
    path: isDirectory ? '' : path,
  }));
  const items = [
    separator('In the bundle'),
    ...files,
    ...(leftOut.length > 0 ? [separator('Left out'), ...leftOut] : []),
  ];
  const picked = await pickRow(items, {
    title: `Files of ${plan.name}`,
    placeHolder: 'Choose a file to open it. Escape goes back to the review.',
    matchOnDescription: true,
  });
  if (!picked?.path) {
    return 'back';
  }
  await openAt(skill, picked.path, 0);
  return 'opened';
}

/** Opens a file of the skill at a line, counted from 0. */
export async function openAt(skill: WorkspaceSkill, path: string, line: number): Promise<void> {
  const uri = vscode.Uri.joinPath(skill.folder, path);
  await vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(line, 0, line, 0) });
}
