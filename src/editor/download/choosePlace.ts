import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { isBelow } from '../../disk/files/system.ts';
import { linkedSkills, pathChoice } from '../links/twins.ts';
import type { Services } from '../services/services.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { shownPath } from '../workspace/shownPaths.ts';
import { personalFolders, pickWorkspaceFolder, skillPlaces } from '../workspace/skillPlaces.ts';

/** Where a published skill is to be brought down. */
export interface DownloadPlace {
  readonly folder: vscode.Uri;
  /** Null outside the workspace, where no link to the registry is kept. */
  readonly workspaceFolder: vscode.WorkspaceFolder | null;
  /** From the workspace folder, with `/`; outside, as the person knows it. */
  readonly path: string;
}

/** Where the folder is kept that the last download went into, in the workspace's own storage. */
const lastPlaceKey = 'skillwright.lastDownload';

/**
 * Asks where to put a skill: over a folder that is linked to it, where the last one went, where agents look in the
 * project and at home, or in any other folder.
 */
export async function choosePlace(
  services: Services,
  title: string,
  registryId: string,
  skillId: string,
  folderName: string,
): Promise<DownloadPlace | undefined> {
  const linked = await linkedSkills(services, registryId, skillId);
  const hasFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const workspaceFolder =
    linked[0]?.workspaceFolder ?? (hasFolder ? await pickWorkspaceFolder(title) : undefined);
  if (hasFolder && !workspaceFolder) {
    return undefined;
  }
  const choices = [
    ...linked.map(skill => ({
      ...pathChoice(skill),
      label: shownPath(skill, vscode.workspace.workspaceFolders),
      description: 'is linked to this skill',
      value: skill,
    })),
    ...lastChoice(services, folderName),
    ...(workspaceFolder ? usualChoices(workspaceFolder, folderName) : []),
    ...(await personalChoices(folderName)),
  ];
  const seen = new Set<string>();
  const unique = choices.filter(({ value }) => {
    const key = value.folder.toString();
    return !seen.has(key) && seen.add(key);
  });
  const other: Choice<DownloadPlace | 'other'> = {
    icon: 'folder-opened',
    label: 'Another folder…',
    alwaysShow: true,
    value: 'other',
  };
  const chosen = await pickOne<DownloadPlace | 'other'>(title, 'Where to put it', [...unique, other]);
  const place = chosen === 'other' ? await browse(title, folderName) : chosen;
  if (place) {
    const parent = vscode.Uri.joinPath(place.folder, '..');
    await services.context.workspaceState.update(lastPlaceKey, parent.fsPath);
  }
  return place;
}

function lastChoice({ context }: Services, folderName: string): readonly Choice<DownloadPlace>[] {
  const parent = context.workspaceState.get<unknown>(lastPlaceKey, null);
  if (typeof parent !== 'string') {
    return [];
  }
  const place = placeAt(vscode.Uri.joinPath(vscode.Uri.file(parent), folderName));
  return [{ label: place.path, description: 'where the last one went', value: place }];
}

function usualChoices(
  workspaceFolder: vscode.WorkspaceFolder,
  folderName: string,
): readonly Choice<DownloadPlace>[] {
  return skillPlaces.map(({ folder: place, detail }) => {
    const path = `${place}/${folderName}`;
    const folder = vscode.Uri.joinPath(workspaceFolder.uri, path);
    return { label: path, detail, value: { folder, workspaceFolder, path } };
  });
}

async function personalChoices(folderName: string): Promise<readonly Choice<DownloadPlace>[]> {
  const folders = await personalFolders();
  return folders.map(({ parent, folder, detail }) => {
    const path = `${folder}/${folderName}`;
    const value = { folder: vscode.Uri.joinPath(parent, folderName), workspaceFolder: null, path };
    return { label: path, detail, value };
  });
}

async function browse(title: string, folderName: string): Promise<DownloadPlace | undefined> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: `${title}: the folder that is to hold ${folderName}`,
      openLabel: 'Put It Here',
      canSelectFolders: true,
      canSelectFiles: false,
    })) ?? [];
  return parent && placeAt(vscode.Uri.joinPath(parent, folderName));
}

/** In the workspace folder that the path is in, if it is in one. */
function placeAt(folder: vscode.Uri): DownloadPlace {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder) ?? null;
  if (workspaceFolder) {
    return { folder, workspaceFolder, path: folder.path.slice(workspaceFolder.uri.path.length + 1) };
  }
  const home = homedir();
  const path = isBelow(home, folder.fsPath) ? `~${folder.fsPath.slice(home.length)}` : folder.fsPath;
  return { folder, workspaceFolder: null, path };
}
