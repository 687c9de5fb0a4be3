import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { countSkills } from '../../core/bundle/search/countSkills.ts';
import { searchSkills } from '../../core/bundle/search/searchSkills.ts';
import type { NotInBulk } from '../../core/bundle/search/skillSearch.ts';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { folderInWork } from '../../core/published/workDirectoryName.ts';
import { diskTree } from '../../disk/folder/searchedTree.ts';

/** A skill in the workspace: a folder with a SKILL.md. */
export interface SearchedSkill {
  /** Of the SKILL.md. */
  readonly uri: vscode.Uri;
  readonly folder: vscode.Uri;
  readonly workspaceFolder: vscode.WorkspaceFolder;
  /** From the workspace folder to the skill's folder, with `/`; `.` for the workspace folder itself. */
  readonly path: string;
  /** Folders that are links to it, or are below one. */
  readonly places: readonly vscode.Uri[];
  /** Why it is not published together with others; null where it is. */
  readonly notInBulk: NotInBulk | null;
}

/** A skill in a folder that is not searched. */
export interface PassedSkill {
  /** Of its folder. */
  readonly folder: vscode.Uri;
  /** Why the folder, or one above it, is passed over. */
  readonly why: string;
}

/** What a search of all workspace folders found. */
export interface WorkspaceSearch {
  readonly skills: readonly SearchedSkill[];
  /** Folders beside which somebody began to put something in their place. */
  readonly unfinished: readonly vscode.Uri[];
  /** Looks into what was passed over, as far as that is quick. */
  passedOver(): Promise<readonly PassedSkill[]>;
}

/** Searches every workspace folder on disk for skills. */
export async function searchWorkspace(): Promise<WorkspaceSearch> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const searches = await Promise.all(folders.map(searchFolder));
  const unfinished = searches.flatMap(search => search?.unfinished ?? []);
  let passedOver: Promise<readonly PassedSkill[]> | undefined;
  return {
    skills: searches.flatMap(search => search?.skills ?? []),
    unfinished: [...new Map(unfinished.map(uri => [uri.toString(), uri])).values()],
    passedOver: () => {
      passedOver ??= Promise.all(searches.map(search => search?.passedOver() ?? [])).then(found =>
        found.flat(),
      );
      return passedOver;
    },
  };
}

/** Null for a folder that is not there any more. */
async function searchFolder(workspaceFolder: vscode.WorkspaceFolder): Promise<WorkspaceSearch | null> {
  const root = await realPathOf(workspaceFolder.uri.fsPath);
  if (root === null) {
    return null;
  }
  const tree = diskTree(root);
  const { skills, passedOver } = await searchSkills(tree);
  const at = (path: string) =>
    path === '' ? workspaceFolder.uri : vscode.Uri.joinPath(workspaceFolder.uri, path);
  return {
    skills: skills
      .map(({ path, manifest, places, notInBulk }): SearchedSkill => {
        const folder = at(path);
        const uri = vscode.Uri.joinPath(folder, manifest);
        return { uri, folder, workspaceFolder, path: path || '.', places: places.map(at), notInBulk };
      })
      // One that is in another workspace folder inside this one belongs there.
      .filter(({ uri }) => vscode.workspace.getWorkspaceFolder(uri)?.index === workspaceFolder.index),
    unfinished: tree.workFolders
      .filter(folder => existsSync(join(folder, 'backup')))
      .flatMap(folder => {
        const path = folderInWork(vscode.Uri.file(folder).path);
        return path === null ? [] : [workspaceFolder.uri.with({ path })];
      }),
    passedOver: async () => {
      const counts = await countSkills(tree, passedOver);
      return passedOver.flatMap(({ path, why }) =>
        (counts.get(path)?.folders ?? []).map(folder => ({ folder: at(folder), why })),
      );
    },
  };
}

async function realPathOf(path: string): Promise<string | null> {
  return unlessRefused(realpath(path));
}
