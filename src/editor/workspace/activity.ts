import * as vscode from 'vscode';
import type { WorkspaceSkill } from './workspaceSkills.ts';

/** What is being done with a workspace skill just now, in a few words, for its row. */
export class Activity implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #words = new Map<string, string>();
  readonly onDidChange = this.#changed.event;

  of(skill: WorkspaceSkill): string | undefined {
    return this.#words.get(skill.uri.toString());
  }

  /** Null when nothing is being done any more. */
  set(skill: WorkspaceSkill, words: string | null): void {
    const key = skill.uri.toString();
    if (words === (this.#words.get(key) ?? null)) {
      return;
    }
    if (words === null) {
      this.#words.delete(key);
    } else {
      this.#words.set(key, words);
    }
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
