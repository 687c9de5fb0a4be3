import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Result } from '../core/failure.ts';
import type { LinkPlace } from '../core/link/linkStore.ts';
import { linkedFolders, moveLinks } from '../core/link.ts';
import { fixesFor } from '../core/skill/fixes.ts';
import { linkPlaces } from '../disk/linkPlaces.ts';
import { toEdit } from './language/convert.ts';
import { showFailure } from './run.ts';
import type { Services } from './services.ts';
import type { Move } from './skillMoves.ts';

/** The links of moved skills move along, and a name that was the folder's may follow. */
export async function followMoves(services: Services, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    if (!(await isDirectory(move.newUri))) continue;
    services.skills.refresh();
    await moveLinksOf(services, move);
    await offerName(services, move);
  }
}

async function moveLinksOf(services: Services, { oldUri, newUri }: Move): Promise<void> {
  const { dataDirectory } = services.localRegistry;
  const root = vscode.workspace.getWorkspaceFolder(newUri)?.uri.fsPath ?? dirname(newUri.fsPath);
  const places = linkPlaces({ root, dataDirectory });
  for (const registryKey of [null, 'local']) {
    const from = places(oldUri.fsPath, registryKey);
    const to = places(newUri.fsPath, registryKey);
    const moved = await moveIn(from, to);
    if (!moved.ok) await showFailure(moved.failure);
  }
  services.states.outdateAll();
}

/** A skill is to be called as its folder; where it was, one click makes it so again. */
async function offerName(services: Services, { oldUri, newUri }: Move): Promise<void> {
  const skill = await services.skills.of(vscode.Uri.joinPath(newUri, 'SKILL.md'));
  const check = skill?.folder.path === newUri.path ? await services.checks.checkOf(skill.uri) : null;
  const problem = check?.problems.find(({ code }) => code === 'name-folder');
  if (!check || problem?.data?.name !== baseName(oldUri)) return;
  const fix = fixesFor(problem, check.document, check.context).find(({ isPreferred }) => isPreferred);
  if (!fix) return;
  const change = 'Change Name';
  const answer = await vscode.window.showInformationMessage(
    `The folder is called “${baseName(newUri)}” now; the skill in it still “${baseName(oldUri)}”.`,
    change,
  );
  if (answer !== change) return;
  await vscode.workspace.applyEdit(toEdit(fix, check.skill));
}

/** The file is left alone, lock and all, when it knows nothing of the folder. */
async function moveIn(from: LinkPlace, to: LinkPlace): Promise<Result<unknown>> {
  const file = await from.store.read();
  if (!file.ok) return file;
  const isIn = (folder: string) => folder === from.folder || folder.startsWith(`${from.folder}/`);
  if (!linkedFolders(file.value).some(isIn)) return file;
  return from.store.update(file => moveLinks(file, from.folder, to.folder));
}

async function isDirectory(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
