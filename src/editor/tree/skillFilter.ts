import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import type { RemoteSkill } from '../../core/registry/contract.ts';
import { matchesText, type SkillOrder, sortSkills } from '../../core/registry/findSkills.ts';
import type { PagedListState } from '../../core/registry/pagedList.ts';

interface FilterState {
  /** '' shows all. */
  readonly text: string;
  readonly order: SkillOrder;
  /** Pages that were not loaded are being searched. */
  readonly isSearching: boolean;
}

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

  /** What is shown of a list. While the rest is searched, nobody is asked to load more. */
  apply(list: PagedListState<RemoteSkill>): PagedListState<RemoteSkill> & { readonly isFiltered: boolean } {
    const { text, order, isSearching } = this.#state;
    const matching = text === '' ? list.items : list.items.filter(skill => matchesText(skill, text));
    const isFiltered = matching.length < list.items.length;
    return { ...list, items: sortSkills(matching, order), hasMore: list.hasMore && !isSearching, isFiltered };
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
