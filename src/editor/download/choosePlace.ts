import * as vscode from 'vscode';
import { linkedSkills, pathChoice } from '../links/twins.ts';
import type { Services } from '../services/services.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { pickWorkspaceFolder, skillPlaces } from '../workspace/skillPlaces.ts';

/** Where a published skill is to be brought down. */
export interface DownloadPlace {
  readonly folder: vscode.Uri;
  readonly workspaceFolder: vscode.WorkspaceFolder;
  /** From the workspace folder, with `/`. */
  readonly path: string;
}

/** Asks where to put a skill: over a folder that is linked to it, or where agents look. */
export async function choosePlace(
  services: Services,
  title: string,
  registryId: string,
  skillId: string,
  folderName: string,
): Promise<DownloadPlace | undefined> {
  const linked = await linkedSkills(services, registryId, skillId);
  const workspaceFolder = linked[0]?.workspaceFolder ?? (await pickWorkspaceFolder(title));
  if (!workspaceFolder) {
    return undefined;
  }
  const known: readonly Choice<DownloadPlace>[] = linked.map(skill => ({
    ...pathChoice(skill),
    label: skill.path,
    description: 'is linked to this skill',
    value: skill,
  }));
  const taken = new Set(linked.map(({ path }) => path));
  const usual = skillPlaces
    .map(({ folder, detail }) => ({ path: `${folder}/${folderName}`, detail }))
    .filter(({ path }) => !taken.has(path))
    .map(({ path, detail }): Choice<DownloadPlace> => {
      const folder = vscode.Uri.joinPath(workspaceFolder.uri, path);
      return { label: path, detail, value: { folder, workspaceFolder, path } };
    });
  return pickOne(title, 'Where to put it', [...known, ...usual]);
}
