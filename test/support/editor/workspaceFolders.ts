import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { uniqueName, workspaceRoot } from './openEditor.ts';

/**
 * Has the window hold other folders than it does, fresh ones by these names, until it is disposed of: VS Code itself
 * would begin anew for a second folder.
 */
export async function openFolders(
  ...names: readonly string[]
): Promise<AsyncDisposable & { readonly folders: readonly vscode.WorkspaceFolder[] }> {
  const home = join(workspaceRoot().uri.fsPath, uniqueName('roots'));
  const folders: vscode.WorkspaceFolder[] = [];
  for (const [index, name] of names.entries()) {
    await mkdir(join(home, name), { recursive: true });
    folders.push({ index, name, uri: vscode.Uri.file(join(home, name)) });
  }
  const before = Object.getOwnPropertyDescriptors(vscode.workspace);
  const put = (key: 'workspaceFolders' | 'getWorkspaceFolder', value: unknown) =>
    Object.defineProperty(vscode.workspace, key, { value, configurable: true, writable: true });
  put('workspaceFolders', folders);
  put('getWorkspaceFolder', (uri: vscode.Uri) =>
    folders.find(folder => uri.path === folder.uri.path || uri.path.startsWith(`${folder.uri.path}/`)),
  );
  return {
    folders,
    [Symbol.asyncDispose]: async () => {
      for (const key of ['workspaceFolders', 'getWorkspaceFolder'] as const) {
        Object.defineProperty(vscode.workspace, key, before[key]);
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}
