import type { Disposable } from 'vscode';

/** Owns disposables. What is added after the store was disposed is disposed at once. */
export class DisposableStore implements Disposable {
  readonly #owned = new Set<Disposable>();
  #isDisposed = false;

  /** Takes ownership and returns what was added, so that a field is declared and owned on one line. */
  add<T extends Disposable>(disposable: T): T {
    if (this.#isDisposed) {
      disposable.dispose();
    } else {
      this.#owned.add(disposable);
    }
    return disposable;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const disposable of this.#owned) {
      disposable.dispose();
    }
    this.#owned.clear();
  }
}
