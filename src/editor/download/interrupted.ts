import * as vscode from 'vscode';
import { recoverFolder } from '../../disk/files/placeFolder.ts';
import { runTold } from '../services/runCommand.ts';
import type { Services } from '../services/services.ts';
import { notify } from '../ui/shown.ts';
import { backupsDirectory, openBackup } from './backups.ts';

type Needed = Pick<Services, 'connections' | 'context' | 'log' | 'skills' | 'states'>;

/**
 * Ends what a window that was killed in the middle of a download began, in the folders that a search for skills found
 * unfinished: a folder that was on its way out is back, and what was replaced is in its backup. Says so.
 */
export async function endInterrupted(services: Needed, folders: readonly vscode.Uri[]): Promise<void> {
  // A folder that came with a workspace may look like one of ours.
  if (!vscode.workspace.isTrusted) {
    return;
  }
  for (const folder of folders) {
    const path = vscode.workspace.asRelativePath(folder);
    try {
      const ended = await recoverFolder(folder.fsPath, backupsDirectory(services));
      if (ended.length === 0) {
        continue;
      }
      services.skills.refresh();
      services.states.outdateAll();
      for (const one of ended) {
        services.log.info(`${path}: an interrupted download was ended (${one.kind})`);
        if (one.kind === 'put-back') {
          tellPutBack(path);
        }
        if (one.kind === 'kept-backup') {
          void runTold(services, 'Open Backup', () => tellKept(path, one.backup));
        }
      }
    } catch (error) {
      services.log.error(`${path}: an interrupted download could not be ended`, String(error));
    }
  }
}

function tellPutBack(path: string): void {
  void notify(`${path} is back as it was: VS Code ended while a download replaced it.`);
}

async function tellKept(path: string, backup: string): Promise<void> {
  const open = 'Open Backup';
  const answer = await notify(
    `${path} was downloaded, though VS Code ended meanwhile. What was there before is kept as a backup.`,
    open,
  );
  if (answer === open) {
    await openBackup(backup);
  }
}
