import { foldName } from './gitNames.ts';
import { plainText } from './plainText.ts';

/**
 * Finds names that are one and the same on some file system: equal, or equal but for letter case, composition or
 * characters that are ignored.
 */
export class NameSet {
  /** By folded path: the path as it was first written, and whether it is a directory. */
  readonly #known = new Map<string, { readonly path: string; readonly isDirectory: boolean }>();
  /** Folders whose own folders are known too. */
  readonly #parents = new Set<string>();

  /**
   * Takes a path with `/` in. Returns what is wrong, as the end of a sentence that begins with the path, or null. A
   * directory may come more than once, and comes by itself with what is in it.
   */
  add(path: string, isDirectory: boolean): string | null {
    for (const parent of this.#newParents(path)) {
      const problem = this.#addOne(parent, true);
      if (problem) {
        return problem;
      }
      this.#parents.add(parent);
    }
    return this.#addOne(path, isDirectory);
  }

  /** The folders that a path lies in and that are not known yet, the outermost first. */
  #newParents(path: string): readonly string[] {
    const found: string[] = [];
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const parent = path.slice(0, end);
      if (this.#parents.has(parent)) {
        break;
      }
      found.push(parent);
    }
    return found.reverse();
  }

  #addOne(path: string, isDirectory: boolean): string | null {
    const folded = foldName(path);
    const known = this.#known.get(folded);
    if (!known) {
      this.#known.set(folded, { path, isDirectory });
      return null;
    }
    if (known.path !== path) {
      return `is "${plainText(known.path, 80)}" in other letters, which many systems take for the same`;
    }
    if (known.isDirectory && isDirectory) {
      return null;
    }
    return known.isDirectory === isDirectory ? 'is there twice' : 'is both a file and a folder';
  }
}
