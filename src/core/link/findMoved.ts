import { type Link, type LinkFile, linkedFolders, linksOf } from './linkFile.ts';

/**
 * The folder in the link file that a skill was moved from outside the editor: one that is gone from the disk and
 * whose link says that it held exactly this content. Null when there is none, or more than one.
 */
export async function findMoved(
  file: LinkFile,
  registryKey: string,
  digest: string,
  exists: (folder: string) => Promise<boolean>,
): Promise<{ readonly folder: string; readonly link: Link } | null> {
  const found: { folder: string; link: Link }[] = [];
  for (const folder of linkedFolders(file)) {
    const link = linksOf(file, folder).get(registryKey);
    if (link?.digest === digest && !(await exists(folder))) {
      found.push({ folder, link });
    }
  }
  const [only, ...others] = found;
  return only && others.length === 0 ? only : null;
}
