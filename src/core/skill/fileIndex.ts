import type { SkillContext, SkillFile } from './skillContext.ts';

/** The bundle's files, for looking up paths. Made once per check. */
export class FileIndex {
  readonly files: readonly SkillFile[];
  readonly #paths = new Set<string>();
  readonly #directories = new Set<string>();
  readonly #byLowerCase = new Map<string, string>();
  readonly #excluded: readonly string[];

  constructor(files: readonly SkillFile[], excluded: readonly string[]) {
    this.files = files;
    this.#excluded = excluded;
    for (const { path } of files) {
      this.#paths.add(path);
      this.#addDirectories(path);
    }
    for (const path of [...this.#directories, ...this.#paths]) {
      this.#byLowerCase.set(path.toLowerCase(), path);
    }
  }

  #addDirectories(path: string): void {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const directory = path.slice(0, end);
      if (this.#directories.has(directory)) {
        return;
      }
      this.#directories.add(directory);
    }
  }

  hasFile(path: string): boolean {
    return this.#paths.has(path);
  }

  /** True for a file, a directory, and the folder itself. */
  has(path: string): boolean {
    return path === '' || this.#paths.has(path) || this.#directories.has(path);
  }

  hasDirectory(path: string): boolean {
    return this.#directories.has(path);
  }

  /** The path as the folder spells it, when only the letter case differs. */
  spelling(path: string): string | null {
    const found = this.#byLowerCase.get(path.toLowerCase());
    return found === undefined || found === path ? null : found;
  }

  /** True for what is in the folder but kept out of the bundle. */
  isExcluded(path: string): boolean {
    return this.#excluded.some(excluded =>
      excluded.endsWith('/') ? `${path}/`.startsWith(excluded) : excluded === path,
    );
  }
}

export function fileIndexOf(context: SkillContext): FileIndex | null {
  return context.files && new FileIndex(context.files, context.excluded);
}
