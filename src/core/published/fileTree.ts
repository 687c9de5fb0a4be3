import { comparePaths } from '../text/paths.ts';

/** A file or a folder in a version's list of files. */
export type TreeEntry<File> =
  | { readonly kind: 'directory'; readonly name: string; readonly path: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly file: File };

/** What is directly in `directory` ('' is the top): folders, then files, each by name. */
export function childrenOf<File extends { readonly path: string }>(
  files: readonly File[],
  directory: string,
): readonly TreeEntry<File>[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  const directories = new Map<string, TreeEntry<File>>();
  const own: TreeEntry<File>[] = [];
  for (const file of files) {
    if (!file.path.startsWith(prefix)) {
      continue;
    }
    const rest = file.path.slice(prefix.length);
    const end = rest.indexOf('/');
    if (end === -1) {
      own.push({ kind: 'file', name: rest, path: file.path, file });
    } else {
      const name = rest.slice(0, end);
      directories.set(name, { kind: 'directory', name, path: prefix + name });
    }
  }
  const byName = (left: { name: string }, right: { name: string }) => comparePaths(left.name, right.name);
  return [...[...directories.values()].sort(byName), ...own.sort(byName)];
}

/** Whether some file is in the folder; '' always is one. */
export function isDirectory(files: readonly { readonly path: string }[], path: string): boolean {
  return path === '' || files.some(file => file.path.startsWith(`${path}/`));
}
