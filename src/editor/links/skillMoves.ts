import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';

/** A folder or file that was renamed or moved in the editor. */
export interface Move {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** Follows skills whose folder is renamed or moved in the editor, alone or with a folder above it; see `followMoves.ts`. */
export function watchSkillMoves(services: Services): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(async ({ files }) => {
    const { followMoves } = await import('./followMoves.ts');
    await followMoves(services, files);
  });
}
