import type { ExcludedPath, SkillContext, SkillFile } from './skillContext.ts';

/** The bundle's files, for looking up paths. Made once per check. */
export class FileIndex {
  readonly files: readonly SkillFile[];
  readonly #paths = new Set<string>();
  readonly #directories = new Set<string>();
  readonly #byLowerCase = new Map<string, string>();
  readonly #excluded: readonly ExcludedPath[];
  readonly #empty: ReadonlySet<string>;

  constructor(
    files: readonly SkillFile[],
    { excluded = [], emptyDirectories = [] }: Partial<SkillContext> = {},
  ) {
    this.files = files;
    this.#excluded = excluded;
    this.#empty = new Set(emptyDirectories);
    for (const { path } of files) {
      this.#paths.add(path);
      this.#addDirectories(path);
    }
    for (const path of [...this.#directories, ...this.#paths]) {
      this.#byLowerCase.set(sameKey(path), path);
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

  /** The path as the folder spells it, when only the letter case or the form of letters such as é differs. */
  spelling(path: string): string | null {
    const found = this.#byLowerCase.get(sameKey(path));
    return found === undefined || found === path ? null : found;
  }

  /** True for what is in the folder but kept out of the bundle. */
  isExcluded(path: string): boolean {
    return this.whyExcluded(path) !== null;
  }

  /** Which rule keeps a path out of the bundle, or of a folder something in it; null for one that is in or nowhere. */
  whyExcluded(path: string): string | null {
    const found = this.#excluded.find(
      excluded =>
        excluded.path.startsWith(`${path}/`) ||
        (excluded.path.endsWith('/') ? `${path}/`.startsWith(excluded.path) : excluded.path === path),
    );
    return found?.why ?? null;
  }

  /** True for a directory of the folder that holds nothing. */
  isEmptyDirectory(path: string): boolean {
    return this.#empty.has(path) || [...this.#empty].some(empty => empty.startsWith(`${path}/`));
  }
}

/** What paths have in common that differ in letter case, or in how Unicode writes a letter. */
function sameKey(path: string): string {
  return (/[^\0-\x7f]/.test(path) ? path.normalize('NFC') : path).toLowerCase();
}

export function fileIndexOf(context: SkillContext): FileIndex | null {
  return context.files && new FileIndex(context.files, context);
}
