import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import { failed, type Result, success } from '../../core/text/result.ts';

/** Whether there is a file or a folder. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  return (await typeOf(uri)) !== null;
}

export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return (((await typeOf(uri)) ?? 0) & vscode.FileType.Directory) !== 0;
}

export async function isFile(uri: vscode.Uri): Promise<boolean> {
  return (((await typeOf(uri)) ?? 0) & vscode.FileType.File) !== 0;
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | null> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => type,
    () => null,
  );
}

/** Whether a file or folder lies in a folder, at any depth. */
export function isInside(uri: vscode.Uri, folder: vscode.Uri): boolean {
  return uri.scheme === folder.scheme && uri.path.startsWith(`${folder.path}/`);
}

/**
 * What is published, compared and kept as a backup is what the editor shows: open files in the folders are saved
 * first. All of them, since the news that one has unsaved changes may be on its way still; saving one without any does
 * nothing. False where none is open. Fails as `unsaved`, such as where somebody else changed the file on the disk.
 */
export async function saveOpenFiles(folders: readonly vscode.Uri[]): Promise<Result<boolean, Failure>> {
  const open = vscode.workspace.textDocuments.filter(({ uri }) =>
    folders.some(folder => uri.scheme === 'file' && isInside(uri, folder)),
  );
  for (const document of open) {
    if (!(await save(document))) {
      return failed({ kind: 'unsaved', path: vscode.workspace.asRelativePath(document.uri) });
    }
  }
  return success(open.length > 0);
}

/** Other extensions may take this long, in ms, of a save that the editor began by itself. */
const ownSave = 2_000;

/** While such a save waits for other extensions, VS Code refuses another one without a word. */
async function save(document: vscode.TextDocument): Promise<boolean> {
  if (await trySave(document)) {
    return true;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ownSave);
  const listening = vscode.workspace.onDidSaveTextDocument(saved => saved === document && resolve());
  await promise;
  clearTimeout(timer);
  listening.dispose();
  return trySave(document);
}

/** What was closed meanwhile is on the disk as it was left. */
async function trySave(document: vscode.TextDocument): Promise<boolean> {
  const isSaved = await document.save().then(
    done => done,
    () => false,
  );
  return isSaved || document.isClosed || !document.isDirty;
}

/** The folder that a file or folder is in. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}
