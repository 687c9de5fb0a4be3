/** An ignore file that lies outside of a folder and counts in it. */
export interface ParentIgnore {
  /** How it is named to the person, such as `../../.gitignore`. */
  readonly file: string;
  /** From the directory that its patterns are relative to down to the folder, with `/`; '' for the folder itself. */
  readonly descent: string;
  readonly text: string;
}

/** An ignore file that is there and was not read, so that what it names is not left out. `why` is a sentence's end. */
export interface UnreadIgnore {
  /** As in `ParentIgnore`. */
  readonly file: string;
  readonly why: string;
}

/** What Git's index has below a folder: paths relative to it, with `/`. */
export interface TrackedPaths {
  /** A file that is tracked, or a directory with such a file below it. */
  has(path: string, isDirectory: boolean): boolean;
}

/** How the index was read. `unreadable` is taken as if nothing were tracked, and said. */
export type TrackedAnswer =
  | { readonly kind: 'read'; readonly paths: TrackedPaths }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** What Git says of a folder, read from its files: Git itself is not run. */
export interface GitView {
  /**
   * The `.gitignore` files of the directories above, up to the repository's root; behind them `.git/info/exclude` and
   * the person's own excludes. Of two with the same descent, the first is the stronger.
   */
  readonly ignores: readonly ParentIgnore[];
  readonly unread: readonly UnreadIgnore[];
  /** What is tracked. Asked only where something is ignored, since an index may be large. */
  tracked(): Promise<TrackedAnswer>;
  /**
   * Whether a file is executable by the index, where the disk does not tell (`core.fileMode` is false, as on Windows);
   * null of one that is not tracked, and wherever the disk tells. Paths are relative to the folder.
   */
  isExecutable?(path: string): Promise<boolean | null>;
  /** The same for all worktrees of one repository, and for no other; null outside of one, and where it has no files. */
  identity?(): Promise<string | null>;
}

/** What Git tracks in spite of its rules. The index is read when the first ignored path is met. */
export class GitOpinion {
  readonly #view: GitView | null;
  #tracked: Promise<TrackedPaths | null> | undefined;
  /** Why the index could not be read, after it was asked for. */
  unreadIndex: string | null = null;

  constructor(view: GitView | null) {
    this.#view = view;
  }

  get ignores(): readonly ParentIgnore[] {
    return this.#view?.ignores ?? [];
  }

  /** Whether two repositories are two worktrees of one. */
  async isWorktreeOf(other: GitOpinion): Promise<boolean> {
    const identity = (await this.#view?.identity?.()) ?? null;
    return identity !== null && identity === (await other.#view?.identity?.());
  }

  async tracks(path: string, isDirectory: boolean): Promise<boolean> {
    this.#tracked ??= this.#read();
    return (await this.#tracked)?.has(path, isDirectory) ?? false;
  }

  async #read(): Promise<TrackedPaths | null> {
    const answer = (await this.#view?.tracked()) ?? { kind: 'absent' };
    if (answer.kind === 'unreadable') {
      this.unreadIndex = answer.why;
    }
    return answer.kind === 'read' ? answer.paths : null;
  }
}
