/** Characters that HFS+ and case-folding Linux file systems drop when they compare names; Git's own list is in it. */
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * `.git`, or a short name that NTFS makes for it: `GIT~1`, and after some of those `GI` with a checksum. What NTFS drops
 * at the end may follow.
 */
const gitDirectory = /^(\.git|git~\d+|gi[0-9a-f]{4}~\d)[. ]*$/;

/** A name such that two are the same here where any file system takes them for one, whatever the letters. */
export function foldName(name: string): string {
  return name.replace(ignorable, '').normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
}

/** As above, for file systems that take compatible letters for one, such as full-width ones: ZFS can be set so. */
function foldCompatible(name: string): string {
  return foldName(name.normalize('NFKD'));
}

/**
 * Whether some file system takes a part of a path for `.git`, or for something in it: in other letters, with characters
 * that are ignored or only look different, dots or blanks at its end, as a short name or a stream of NTFS, or with a backslash behind it.
 */
export function isGitName(part: string): boolean {
  // Asked of every path of every skill: hardly one has the letter, or one that could stand for it.
  if (!/[g\u0080-\uffff]/i.test(part)) {
    return false;
  }
  return part
    .split('\\')
    .map(name => foldCompatible(name.replace(/:.*$/s, '')))
    .some(name => gitDirectory.test(name));
}

/**
 * The folder among files that Git takes for a repository although nothing in it is called `.git`, '' being the top; null
 * where there is none. Such a one has a `HEAD`, and `objects` and `refs` or the name of a folder that has them; its
 * `config` can name commands that Git runs when it only looks.
 */
export function findBareRepository(paths: Iterable<string>): string | null {
  const inside = new Map<string, Set<string>>();
  for (const path of paths) {
    const parts = path.split(/[/\\]/);
    for (let depth = 0; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      const name = foldCompatible(parts[depth] ?? '');
      if (!telling.has(name)) {
        continue;
      }
      const names = inside.get(foldCompatible(folder)) ?? new Set();
      inside.set(foldCompatible(folder), names.add(name));
      const isWhole =
        names.has('head') && (names.has('commondir') || (names.has('objects') && names.has('refs')));
      if (isWhole) {
        return folder;
      }
    }
  }
  return null;
}

const telling: ReadonlySet<string> = new Set(['head', 'objects', 'refs', 'commondir']);
