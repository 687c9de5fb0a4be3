import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import type { FilterState } from '../../core/registry/findSkills.ts';

/** Which skills the Registries view shows, and in which order. */
export class SkillFilter implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #search = new AbortController();
  #state: FilterState = { text: '', order: 'newest', isSearching: false };
  readonly onDidChange = this.#changed.event;

  get state(): FilterState {
    return this.#state;
  }

  update(change: Partial<FilterState>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    const { text, order, isSearching } = this.#state;
    if (text === before.text && order === before.order && isSearching === before.isSearching) {
      return;
    }
    setContext(contextKeys.isFiltered, text !== '');
    setContext(contextKeys.isSearching, isSearching);
    setContext(contextKeys.skillOrder, order);
    this.#changed.fire();
  }

  /** Ends the search that is going on, and hands out the signal of the next one. */
  beginSearch(): AbortSignal {
    this.#search.abort();
    this.#search = new AbortController();
    this.update({ isSearching: true });
    return this.#search.signal;
  }

  stopSearch(): void {
    this.#search.abort();
  }

  /** The search with this signal is over; a later one may be going on. */
  endSearch(signal: AbortSignal): void {
    if (this.#search.signal === signal) {
      this.update({ isSearching: false });
    }
  }

  dispose(): void {
    this.#search.abort();
    this.#changed.dispose();
  }
}

function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
