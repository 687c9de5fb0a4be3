import { posix } from 'node:path';

/** A folder, as the person knows it. `path` is from the workspace folder, with `/`; `.` for that itself. */
export interface NamedFolder {
  readonly workspaceFolder: string;
  readonly path: string;
}

/** For each folder whose own name others have, too, the place that tells it apart; null for the rest. */
export function placesToTellApart(folders: readonly NamedFolder[]): readonly (string | null)[] {
  const counts = new Map<string, number>();
  for (const folder of folders) {
    counts.set(nameOf(folder), (counts.get(nameOf(folder)) ?? 0) + 1);
  }
  const isOneRoot = new Set(folders.map(({ workspaceFolder }) => workspaceFolder)).size <= 1;
  return folders.map(folder => {
    if (counts.get(nameOf(folder)) === 1) {
      return null;
    }
    const above = folder.path === '.' ? '.' : posix.dirname(folder.path);
    if (above === '.') {
      return folder.workspaceFolder;
    }
    return isOneRoot ? above : `${folder.workspaceFolder}/${above}`;
  });
}

function nameOf({ workspaceFolder, path }: NamedFolder): string {
  return path === '.' ? workspaceFolder : posix.basename(path);
}
