import * as vscode from 'vscode';
import { folderOf, isInside } from './files.ts';
import type { PassedSkill, SearchedSkill, WorkspaceSearch } from './searchWorkspace.ts';

/** As the Explorer sorts: `step-2` before `step-10`. */
const byNumber = new Intl.Collator('en', { numeric: true });

/** What a search found, by folder. */
export interface FoundSkills {
  readonly sorted: readonly SearchedSkill[];
  readonly byFolder: ReadonlyMap<string, SearchedSkill>;
  /** By the folders that links lead to it from. */
  readonly byPlace: ReadonlyMap<string, SearchedSkill>;
  readonly unfinished: readonly vscode.Uri[];
  passedOver(): Promise<readonly PassedSkill[]>;
}

/** Searches all workspace folders. */
export async function searchInOrder(): Promise<FoundSkills> {
  const { searchWorkspace } = await import('./searchWorkspace.ts');
  return inOrder(await searchWorkspace());
}

function inOrder({ skills, unfinished, passedOver }: WorkspaceSearch): FoundSkills {
  return {
    unfinished,
    passedOver,
    sorted: skills.toSorted(
      (a, b) => a.workspaceFolder.index - b.workspaceFolder.index || byNumber.compare(a.path, b.path),
    ),
    byFolder: new Map(skills.map(skill => [skill.folder.toString(), skill])),
    byPlace: new Map(skills.flatMap(skill => skill.places.map(place => [place.toString(), skill]))),
  };
}

/** With one more, where it was not found. */
export function merge(found: FoundSkills, more: SearchedSkill | undefined): FoundSkills {
  const isKnown = more === undefined || found.byFolder.has(more.folder.toString());
  return isKnown ? found : inOrder({ ...found, skills: [...found.sorted, more] });
}

/** The skill of a SKILL.md that no search has to find; undefined outside of the workspace. */
export function toSkill(uri: vscode.Uri): SearchedSkill | undefined {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(uri);
  if (!workspaceFolder) {
    return undefined;
  }
  const folder = folderOf(uri);
  const path = folder.path.slice(workspaceFolder.uri.path.length + 1) || '.';
  return { uri, folder, workspaceFolder, path, places: [], notInBulk: null };
}

/** The folders in which a skill, or a folder with skills, would be a new entry. Absolute paths. */
export function placesAbove(skills: readonly SearchedSkill[]): readonly string[] {
  const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const places = new Set(roots.map(({ uri }) => uri.fsPath));
  for (const { folder, workspaceFolder } of skills) {
    for (let at = folder; isInside(at, workspaceFolder.uri); ) {
      at = folderOf(at);
      places.add(at.fsPath);
    }
  }
  return [...places];
}
