import type { BundleFile } from '../bundle/bundleFile.ts';
import type { FilesComparison } from '../bundle/compareFiles.ts';
import { comparePaths } from '../text/paths.ts';

/** A file of two versions that is not the same in both; null where it does not exist. */
export interface FilePair {
  readonly path: string;
  readonly before: BundleFile | null;
  readonly after: BundleFile | null;
  /** The content is the same, only the executable bit is not. */
  readonly isModeOnly: boolean;
}

/** All differences, sorted by path. */
export function filePairs({ added, removed, changed, modeOnly }: FilesComparison): readonly FilePair[] {
  const pairs: FilePair[] = [
    ...added.map(after => ({ path: after.path, before: null, after, isModeOnly: false })),
    ...removed.map(before => ({ path: before.path, before, after: null, isModeOnly: false })),
    ...changed.map(change => ({ ...change, isModeOnly: false })),
    ...modeOnly.map(change => ({ ...change, isModeOnly: true })),
  ];
  return pairs.sort((left, right) => comparePaths(left.path, right.path));
}

/** `+2 −1 ~3` for files added, removed and changed; `same files` when there is no difference. */
export function changeWords({ added, removed, changed, modeOnly }: FilesComparison): string {
  const parts = [
    added.length > 0 && `+${added.length}`,
    removed.length > 0 && `−${removed.length}`,
    changed.length + modeOnly.length > 0 && `~${changed.length + modeOnly.length}`,
  ].filter(part => part !== false);
  return parts.length > 0 ? parts.join(' ') : 'same files';
}
