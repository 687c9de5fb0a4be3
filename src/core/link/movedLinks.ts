import type { Failure } from '../failure/failure.ts';
import { type Result, success } from '../text/result.ts';
import {
  type Link,
  type LinkFile,
  linkedFolders,
  linksOf,
  moveLinks,
  takeFolders,
  withFolders,
  withoutFolders,
} from './linkFile.ts';
import type { LinkPlace } from './linkStore.ts';

/**
 * Brings the links of a folder that was moved, and of the folders inside it, to where they belong now: in the same
 * file, or to the file of another workspace folder. A kill between the two leaves them in both, which does no harm:
 * nothing is at the old place. A file that knows nothing of the folder is left alone, lock and all. Resolves to
 * whether there was a link.
 */
export async function followMove(
  from: LinkPlace,
  to: LinkPlace,
  isSameFile: boolean,
): Promise<Result<boolean, Failure>> {
  const file = await from.store.read();
  if (!file.ok) {
    return file;
  }
  const taken = takeFolders(file.value, from.folder);
  if (taken.size === 0) {
    return success(false);
  }
  if (isSameFile) {
    const moved = await from.store.update(now => moveLinks(now, from.folder, to.folder));
    return moved.ok ? success(true) : moved;
  }
  const written = await to.store.update(now => withFolders(now, to.folder, taken));
  if (!written.ok) {
    return written;
  }
  const removed = await from.store.update(now => withoutFolders(now, from.folder));
  return removed.ok ? success(true) : removed;
}

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
