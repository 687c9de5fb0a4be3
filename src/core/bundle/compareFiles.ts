import { byPath } from '../text/paths.ts';
import type { BundleFile } from './bundleFile.ts';

/** How one list of files differs from another. Each list is sorted by path. */
export interface FilesComparison {
  readonly added: readonly BundleFile[];
  readonly removed: readonly BundleFile[];
  /** The content differs; the executable bit may too. */
  readonly changed: readonly FileChange[];
  /** The same content with another executable bit. */
  readonly modeOnly: readonly FileChange[];
}

export interface FileChange {
  readonly path: string;
  readonly before: BundleFile;
  readonly after: BundleFile;
}

/** Compares two versions of a skill's files by path, digest and executable bit. */
export function compareFiles(before: readonly BundleFile[], after: readonly BundleFile[]): FilesComparison {
  const old = new Map(before.map(file => [file.path, file]));
  const added: BundleFile[] = [];
  const changed: FileChange[] = [];
  const modeOnly: FileChange[] = [];
  for (const file of after) {
    const known = old.get(file.path);
    old.delete(file.path);
    if (!known) {
      added.push(file);
    } else if (known.digest !== file.digest) {
      changed.push({ path: file.path, before: known, after: file });
    } else if (known.isExecutable !== file.isExecutable) {
      modeOnly.push({ path: file.path, before: known, after: file });
    }
  }
  const removed = [...old.values()];
  return {
    added: added.sort(byPath),
    removed: removed.sort(byPath),
    changed: changed.sort(byPath),
    modeOnly: modeOnly.sort(byPath),
  };
}

/** True when the two have the same files with the same content and executable bits. */
export function isSame({ added, removed, changed, modeOnly }: FilesComparison): boolean {
  return added.length + removed.length + changed.length + modeOnly.length === 0;
}
