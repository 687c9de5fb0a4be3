import * as vscode from 'vscode';
import { followMove } from '../../core/link/movedLinks.ts';
import { fixesFor } from '../../core/skill/fix/fixes.ts';
import { baseName } from '../../core/text/paths.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';
import { notify } from '../ui/shown.ts';
import { isFolder } from '../workspace/files.ts';
import { toEdit } from '../workspace/fixEdits.ts';

/** A folder or file that was renamed or moved in the editor. */
interface Move {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** The links of moved skills move along, and a name that was the folder's may follow. */
export async function followMoves(services: Services, moves: readonly Move[]): Promise<void> {
  const folders: Move[] = [];
  for (const move of moves) {
    if (!(await isFolder(move.newUri))) {
      continue;
    }
    folders.push(move);
    services.skills.refresh();
    await moveLinksOf(services, move);
  }
  // Last, since nobody need ever answer.
  for (const move of folders) {
    await offerName(services, move);
  }
}

/**
 * Links in the repository go along to another workspace folder. A folder that leaves the workspace takes none: who
 * opens it there may have other registries. Links to the registry of this machine go wherever the folder goes.
 */
async function moveLinksOf(services: Services, { oldUri, newUri }: Move): Promise<void> {
  const { dataDirectory } = services.localRegistry;
  const anywhere = linkPlaces({ root: dataDirectory, dataDirectory });
  const here = anywhere(oldUri.fsPath, 'local');
  const moved = [await followMove(here, anywhere(newUri.fsPath, 'local'), true)];
  const from = rootOf(oldUri);
  const to = rootOf(newUri);
  if (from !== undefined && to !== undefined) {
    const before = linkPlaces({ root: from, dataDirectory })(oldUri.fsPath, null);
    const after = linkPlaces({ root: to, dataDirectory })(newUri.fsPath, null);
    moved.push(await followMove(before, after, from === to));
  }
  for (const result of moved) {
    if (!result.ok) {
      await showFailure(services, result.failure);
    }
  }
  services.states.outdateAll();
}

function rootOf(uri: vscode.Uri): string | undefined {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
}

/** A skill is to be called as its folder; where it was, one click makes it so again. */
async function offerName(services: Services, { oldUri, newUri }: Move): Promise<void> {
  const manifest = vscode.Uri.joinPath(newUri, 'SKILL.md');
  const [before, after] = [baseName(oldUri.path), baseName(newUri.path)];
  if (!(await renaming(services, manifest, before))) {
    return;
  }
  const change = 'Change Name';
  const answer = await notify(
    `The folder is called “${after}” now; the skill in it still “${before}”.`,
    change,
  );
  // Much may have been typed until the answer.
  const edit = answer === change ? await renaming(services, manifest, before) : null;
  if (!edit) {
    return;
  }
  const document = await vscode.workspace.openTextDocument(manifest);
  const { isDirty } = document;
  await vscode.workspace.applyEdit(edit);
  if (!isDirty) {
    await document.save();
  }
}

/** Makes the skill's name that of its folder; null where it is not `name` any more. */
async function renaming(
  { checks }: Services,
  manifest: vscode.Uri,
  name: string,
): Promise<vscode.WorkspaceEdit | null> {
  const check = await checks.checkOf(manifest);
  const problem = check?.problems.find(({ code }) => code === 'name-folder');
  if (!check || problem?.data?.name !== name) {
    return null;
  }
  const fix = fixesFor(problem, check.document, check.context).find(({ edits }) => edits.length > 0);
  return fix ? toEdit(fix, check.skill) : null;
}
