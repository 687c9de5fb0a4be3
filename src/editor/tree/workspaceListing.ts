import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import type { ListView } from '../../core/link/skillListing.ts';
import { decode, flag, literal, nullable, record } from '../../core/text/decode.ts';

/** Where the order and the grouping are kept, in the workspace's own storage. */
const storageKey = 'skillwright.workspaceList';

const kept = record({
  order: literal('place', 'name', 'problems', 'changes'),
  isGrouped: nullable(flag),
});

/** Which of the workspace's skills the Workspace view shows, in which order, and whether by place. */
export class WorkspaceListing implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #storage: vscode.Memento;
  #state: ListView = { text: '', onlyProblems: false, order: 'place', isGrouped: null };
  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.Memento) {
    this.#storage = storage;
    const before = decode(kept, storage.get<unknown>(storageKey));
    if (before.ok) {
      this.#state = { ...this.#state, ...before.value };
    }
  }

  get state(): ListView {
    return this.#state;
  }

  update(change: Partial<ListView>): void {
    this.#state = { ...this.#state, ...change };
    const { text, onlyProblems, order, isGrouped } = this.#state;
    const isFiltered = text !== '' || onlyProblems;
    void vscode.commands.executeCommand('setContext', contextKeys.isWorkspaceFiltered, isFiltered);
    void this.#storage.update(storageKey, { order, isGrouped });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
