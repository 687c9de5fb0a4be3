import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { agentPlaces, agentWords, personalPlaces } from '../../core/skill/agentPlaces.ts';
import { pickOne } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';
import { isFolder } from './files.ts';

/** Places for the project's skills that are offered where none is used yet. */
const offeredPlaces = 3;

/** Where agents look for skills, most general first. */
export const skillPlaces: readonly { readonly folder: string; readonly detail: string }[] = [
  { folder: 'skills', detail: 'Of no agent in particular; the usual place to publish from' },
  ...agentPlaces
    .slice(0, offeredPlaces)
    .map(({ folder, agents }) => ({ folder, detail: `Read by ${agentWords(agents)}` })),
];

/** A folder of the person's own that holds skills. */
export interface PersonalFolder {
  readonly parent: vscode.Uri;
  /** As the person reads it: `~/.claude/skills`. */
  readonly folder: string;
  readonly detail: string;
}

/** Folders of the person's own that agents read, of those agents that are used here. */
export async function personalFolders(): Promise<readonly PersonalFolder[]> {
  const known = personalPlaces.map(({ folder, agents, base, variable }) => {
    const usual = join(homedir(), base);
    const at = (variable && process.env[variable]?.trim()) || usual;
    const path = join(at, folder.slice(base.length));
    return {
      parent: vscode.Uri.file(path),
      folder: at === usual ? `~/${folder}` : path,
      detail: `Your own, in every project; read by ${agentWords(agents)}`,
    };
  });
  const found = await Promise.all(known.map(({ parent }) => isFolder(vscode.Uri.joinPath(parent, '..'))));
  return known.filter((_, index) => found[index]);
}

/** The workspace's folder, or the one of several that the person picks; undefined when there is none. */
export async function pickWorkspaceFolder(title: string): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    const open = 'Open Folder…';
    const answer = await notify('Open the folder that is to hold the skill first.', open);
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
  return pickOne(title, 'Choose the folder that is to hold the skill', choices);
}
