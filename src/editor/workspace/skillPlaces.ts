import * as vscode from 'vscode';
import { pickOne } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';

/** Where agents look for skills, most general first. */
export const skillPlaces = [
  { folder: 'skills', detail: 'Of no agent in particular; the usual place to publish from' },
  { folder: '.agents/skills', detail: 'Read by agents that follow the common convention' },
  { folder: '.claude/skills', detail: 'Read by Claude Code' },
  { folder: '.github/skills', detail: 'Read by GitHub Copilot' },
] as const;

/** The workspace's folder, or the one of several that the person picks; undefined when there is none. */
export async function pickWorkspaceFolder(title: string): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    const open = 'Open Folder…';
    const answer = await notify('Open the folder that shall hold the skill first.', open);
    if (answer === open) {
      await vscode.commands.executeCommand('vscode.openFolder');
    }
    return undefined;
  }
  if (folders.length === 1) {
    return folders[0];
  }
  const choices = folders.map(folder => ({
    label: folder.name,
    description: folder.uri.fsPath,
    value: folder,
  }));
  return pickOne(title, 'Choose the folder that shall hold the skill', choices);
}
