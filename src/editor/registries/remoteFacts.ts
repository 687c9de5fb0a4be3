import * as vscode from 'vscode';
import { type HeardSkill, type SkillNews, withNews } from '../../core/registry/skillFacts.ts';
import { DisposableStore } from '../ui/disposableStore.ts';

/** By registry key and skill id, parted by a line break. */
type Stored = Readonly<Record<string, HeardSkill>>;

const storageKey = 'skillwright.remoteFacts';

/** Skills that are remembered from one window to the next. */
const maxStored = 500;

/**
 * What was last heard of skills in the registries, in this window or, for those that somebody asks about, an earlier
 * one. The one place from which rows and lenses learn what runs, what is newest and what is gone.
 */
export class RemoteFacts implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #storage: vscode.Memento;
  readonly #facts: Map<string, HeardSkill>;
  /** Those that somebody asked about: they are worth remembering. */
  readonly #wanted = new Set<string>();
  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.Memento) {
    this.#storage = storage;
    this.#facts = new Map(Object.entries(storage.get<Stored>(storageKey, {})));
  }

  /** What is known of a skill; undefined where nothing was heard of it. `registryKey` as in the link file. */
  of(registryKey: string, skillId: string): HeardSkill | undefined {
    const key = `${registryKey}\n${skillId}`;
    this.#wanted.add(key);
    return this.#facts.get(key);
  }

  /** Takes in what a registry told. */
  note(registryKey: string, news: readonly SkillNews[]): void {
    let isOther = false;
    for (const one of news) {
      const key = `${registryKey}\n${one.skillId}`;
      const before = this.#facts.get(key);
      const after = withNews(before, one);
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        this.#facts.set(key, after);
        isOther ||= this.#wanted.has(key);
      }
    }
    if (isOther) {
      this.#changed.fire();
      void this.#storage.update(storageKey, this.#worthKeeping());
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #worthKeeping(): Stored {
    const kept = [...this.#facts].filter(([key]) => this.#wanted.has(key)).slice(-maxStored);
    return Object.fromEntries(kept);
  }
}
