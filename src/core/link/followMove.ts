import type { Failure } from '../failure/failure.ts';
import { type Result, success } from '../text/result.ts';
import { moveLinks, takeFolders, withFolders, withoutFolders } from './linkFile.ts';
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
