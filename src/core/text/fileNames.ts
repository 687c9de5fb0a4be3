import { findBareRepository, isGitName } from './gitNames.ts';

/** Device names of Windows: as a file's name, with any extension and blanks before it, they open the device. */
const reservedNames = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/** The longest name that common file systems take, in bytes of UTF-8. */
const maxNameLength = 255;

/** The longest path that is unpacked, in bytes of UTF-8: what is left of macOS's 1,024 below a home directory. */
const maxPathBytes = 800;

export interface NameOptions {
  /**
   * For a bundle that is only looked into, of which nothing is written to a disk: `.git` may be there, so that a person
   * can see what somebody wanted to plant.
   */
  readonly isGitAllowed?: boolean;
}

/**
 * Why a path with `/` cannot be the name of a file in a bundle, as the end of a sentence that begins with it; null
 * when it can. What passes lies inside the folder, can be unpacked on Linux, macOS and Windows, and is no part of a Git
 * repository (see also `repositoryProblem`). The only judge of names: packing, unpacking, the embedded registry and the
 * rules of SKILL.md all ask here.
 */
export function fileNameProblem(path: string, { isGitAllowed = false }: NameOptions = {}): string | null {
  if (path === '') {
    return 'has no name';
  }
  if (!isGitAllowed && path.split('/').some(isGitName)) {
    return `belongs to a Git repository, ${why}`;
  }
  if (path.includes('\0')) {
    return 'has a NUL character in its name';
  }
  if (path.includes('\\')) {
    return 'has a backslash in its name; names in a bundle use /';
  }
  if (path.startsWith('/')) {
    return 'is an absolute path';
  }
  if (/^[a-z]:/i.test(path)) {
    return 'names a drive';
  }
  if (!path.isWellFormed()) {
    return 'has a name that is not Unicode';
  }
  if (Buffer.byteLength(path) > maxPathBytes) {
    return `has a path of more than ${maxPathBytes} bytes`;
  }
  for (const part of path.split('/')) {
    const problem = partProblem(part);
    if (problem) {
      return problem;
    }
  }
  return null;
}

const why = 'whose settings can name commands that Git runs unasked';

/**
 * Why files must not lie together, as a path and the end of a sentence that begins with it; null when they may. Asked of
 * what is packed and of what is unpacked.
 */
export function repositoryProblem(
  paths: readonly string[],
): { readonly path: string; readonly because: string } | null {
  const folder = findBareRepository(paths);
  return folder === null
    ? null
    : {
        path: folder === '' ? 'HEAD' : `${folder}/HEAD`,
        because: `makes its folder a Git repository, ${why}`,
      };
}

/** The same of one name between two `/`. */
function partProblem(part: string): string | null {
  if (part === '..') {
    return 'leads out of the folder by ".."';
  }
  if (part === '.' || part === '') {
    return 'has an empty part in its path';
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(part)) {
    return 'has a control character in its name';
  }
  if (Buffer.byteLength(part) > maxNameLength) {
    return `has a name of more than ${maxNameLength} bytes`;
  }
  if (isGitName(part)) {
    // Allowed, or we would not be here; so are its spellings, which are nothing that any system could keep.
    return null;
  }
  const special = /[<>:"|?*]/.exec(part);
  if (special) {
    return `has ${special[0]} in its name, which Windows does not allow`;
  }
  if (reservedNames.test(part)) {
    return 'has a name that Windows reserves for a device';
  }
  if (/[. ]$/.test(part)) {
    return 'has a name that ends in a dot or a space, which Windows drops';
  }
  return null;
}
