/** Finds names that are one and the same on some file system: equal, or equal but for letter case or composition. */
export class NameSet {
  /** By folded path: the path as it was first written, and whether it is a directory. */
  readonly #known = new Map<string, { readonly path: string; readonly isDirectory: boolean }>();

  /**
   * Takes a path with `/` in. Returns what is wrong, as the end of a sentence that begins with the path, or null. A
   * directory may come more than once, and comes by itself with what is in it.
   */
  add(path: string, isDirectory: boolean): string | null {
    const parts = path.split('/');
    for (let count = 1; count < parts.length; count++) {
      const problem = this.#addOne(parts.slice(0, count).join('/'), true);
      if (problem) {
        return problem;
      }
    }
    return this.#addOne(path, isDirectory);
  }

  #addOne(path: string, isDirectory: boolean): string | null {
    const folded = fold(path);
    const known = this.#known.get(folded);
    if (!known) {
      this.#known.set(folded, { path, isDirectory });
      return null;
    }
    if (known.path !== path) {
      return `is "${known.path}" in other letters, which many systems take for the same`;
    }
    if (known.isDirectory && isDirectory) {
      return null;
    }
    return known.isDirectory === isDirectory ? 'is there twice' : 'is both a file and a folder';
  }
}

function fold(path: string): string {
  return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
}
