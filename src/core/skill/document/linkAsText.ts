const maxTargetLength = 500;

/**
 * The path that a file consists of, when it is what Git leaves of a symbolic link on a system without them: one line
 * with where the link led, and nothing else. Null for any other text.
 */
export function linkTargetIn(text: string): string | null {
  const target = text.length > maxTargetLength ? '' : text.trim();
  // One word with no sign that a path hardly has; it climbs, or leads to a file with an ending.
  const isPath = /^(?:\.{0,2}[\\/])?[^\s<>"'|?*:`#()[\]{}]+$/.test(target);
  return isPath && /^\.{1,2}[\\/]|[\\/][^\\/]*\.\w+$|^[\w.-]+\.md$/i.test(target) ? target : null;
}

/** As `linkTargetIn`, for a file called `path` that may hold a path on purpose: it has to lead to one of its kind. */
export function linkTargetInFile(path: string, text: string): string | null {
  const target = linkTargetIn(text);
  const ending = (name: string) => /\.\w+$/.exec(name)?.[0].toLowerCase() ?? '';
  return target !== null && /[\\/]/.test(target) && ending(target) === ending(path) ? target : null;
}

/** Whether a file is what Git leaves in the place of one that it keeps in its Large File Storage. */
export function isLfsPointer(text: string): boolean {
  return /^version https:\/\/git-lfs\.github\.com\/spec\/v\d\r?\n/.test(text);
}
