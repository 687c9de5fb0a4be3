import type { GitView, TrackedPaths } from './gitView.ts';

/** What Git tracks in spite of its rules. The index is read when the first ignored path is met. */
export class GitOpinion {
  readonly #view: GitView | null;
  #tracked: Promise<TrackedPaths | null> | undefined;
  /** Why the index could not be read, after it was asked for. */
  unreadIndex: string | null = null;

  constructor(view: GitView | null) {
    this.#view = view;
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
