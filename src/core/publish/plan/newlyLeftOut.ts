import type { FilesComparison } from '../../bundle/compareFiles.ts';
import type { LeftOut } from '../../bundle/select/selection.ts';

/**
 * What of the published version is left out by default now, where nothing else tells the folder from it: a new
 * default is no change of the skill. Null where there is another difference, or none.
 */
export function newlyLeftOut(
  changes: FilesComparison | null,
  leftOut: readonly LeftOut[],
): readonly string[] | null {
  if (changes === null || changes.removed.length === 0) {
    return null;
  }
  if (changes.added.length + changes.changed.length + changes.modeOnly.length > 0) {
    return null;
  }
  const named = new Set<string>();
  for (const { path } of changes.removed) {
    const by = leftOut.find(
      ({ path: out, reason }) => reason.kind === 'default' && (path === out || path.startsWith(`${out}/`)),
    );
    if (!by) {
      return null;
    }
    named.add(by.isDirectory ? `${by.path}/` : by.path);
  }
  return [...named];
}

/** The same for people: `; target/ is left out since then`. Empty where nothing is. */
export function newlyLeftOutWords(paths: readonly string[] | undefined): string {
  if (paths === undefined) {
    return '';
  }
  const [first = '', ...others] = paths;
  return others.length === 0
    ? `; ${first} is left out by default since then`
    : `; ${first} and ${others.length} more are left out by default since then`;
}
