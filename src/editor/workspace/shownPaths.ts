import type * as vscode from 'vscode';

/** A folder of the workspace, as far as paths are concerned. */
type Root = Pick<vscode.WorkspaceFolder, 'name' | 'uri'>;

/**
 * What a skill's folder is called: the path in the workspace folder, with that one's name in front where there are
 * several, as VS Code does it; whole where the name would not tell. No two folders of a window are called the same.
 */
export function shownPath(
  { path, folder, workspaceFolder }: ShownSkill,
  roots: readonly Root[] | undefined,
): string {
  if (roots === undefined || roots.length < 2) {
    return path;
  }
  const { name } = workspaceFolder;
  if (!isTelling(name, roots)) {
    return folder.fsPath;
  }
  return path === '.' ? name : `${name}/${path}`;
}

/** What of a skill its name depends on. `path` from the workspace folder, `.` for that folder itself. */
interface ShownSkill {
  readonly path: string;
  readonly folder: Pick<vscode.Uri, 'fsPath'>;
  readonly workspaceFolder: Pick<Root, 'name'>;
}

/**
 * Where a file may be that is called as `shownPath` calls folders: the likeliest first. Of several workspace folders,
 * the one that is named comes before all in which there is such a path as well.
 */
export function placesOf(shown: string, roots: readonly Root[]): readonly vscode.Uri[] {
  const at = ({ uri }: Root, path: string) => uri.with({ path: `${uri.path}/${path}` });
  const end = shown.indexOf('/');
  const named = roots.length < 2 ? [] : roots.filter(({ name }) => name === shown.slice(0, end));
  return [...named.map(root => at(root, shown.slice(end + 1))), ...roots.map(root => at(root, shown))];
}

/** Whether a workspace folder's name is its alone, and no beginning of a path. */
function isTelling(name: string, roots: readonly Root[]): boolean {
  return name !== '' && !name.includes('/') && roots.filter(root => root.name === name).length === 1;
}
