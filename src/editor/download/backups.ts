import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';

/** Where folders go that were replaced: outside the workspace, where a second copy would be found as another skill. */
export function backupsDirectory({ context }: Pick<Services, 'context'>): string {
  return join(context.globalStorageUri.fsPath, 'backups');
}

/** A place for the backup of a folder that is about to be replaced. */
export function backupPath(services: Pick<Services, 'context'>, folder: vscode.Uri): string {
  const name = basename(folder.fsPath);
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  return join(backupsDirectory(services), `${name} ${time}`, name);
}

/** Opens the SKILL.md of a folder that was replaced; where it has none, shows the folder. */
export async function openBackup(backup: string): Promise<void> {
  const folder = vscode.Uri.file(backup);
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  const manifest = names.find(name => name.toLowerCase() === 'skill.md');
  if (manifest === undefined) {
    await vscode.commands.executeCommand('revealFileInOS', folder);
  } else {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(folder, manifest));
  }
}
