import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { Page } from './contract.ts';
import type { UnreadableItem } from './unreadableItem.ts';

/** What is known of a list so far. `failure` is that of the latest request; `items` stay as they were. */
export interface PagedListState<T> {
  readonly items: readonly T[];
  /** What is listed and could not be read. */
  readonly unreadable: readonly UnreadableItem[];
  readonly hasMore: boolean;
  readonly failure: Failure | null;
}

type LoadPage<T> = (
  cursor: string | undefined,
  signal: AbortSignal,
  limit: number | undefined,
) => Promise<Result<Page<T>, Failure>>;

/**
 * A registry's list, a page at a time. Concurrent callers share one request; an answer that arrives after `reset`
 * or `dispose` is dropped. A cursor that leads to itself ends the list, and an item is listed once.
 */
export class PagedList<T> {
  readonly #load: LoadPage<T>;
  readonly #keyOf: (item: T) => string;
  #items = new Map<string, T>();
  #unreadable: readonly UnreadableItem[] = [];
  #next: string | null | undefined;
  /** Cursors that were followed: registries that lead round in a ring have no end. */
  #seen = new Set<string>();
  #failure: Failure | null = null;
  #request: Promise<PagedListState<T>> | undefined;
  /** Keys that were put or removed since the request began: its answer may not have seen that. */
  #overtaken = new Set<string>();
  #abort = new AbortController();

  constructor(load: LoadPage<T>, keyOf: (item: T) => string) {
    this.#load = load;
    this.#keyOf = keyOf;
  }

  get state(): PagedListState<T> {
    return {
      items: [...this.#items.values()],
      unreadable: this.#unreadable,
      hasMore: this.#next !== null,
      failure: this.#failure,
    };
  }

  /** Asks for the first page unless it is there, and resolves to what is known then. */
  async first(): Promise<PagedListState<T>> {
    if (this.#request !== undefined) {
      return this.#request;
    }
    return this.#next === undefined && !this.#failure ? this.more() : this.state;
  }

  /**
   * Asks for the next page; the first one after `reset`, and the same one again after a failure. `limit` is how many
   * items are asked for, where not the registry's usual number.
   */
  more(limit?: number): Promise<PagedListState<T>> {
    if (this.#next === null) {
      return Promise.resolve(this.state);
    }
    this.#request ??= this.#requestPage(this.#next, this.#abort.signal, limit);
    return this.#request;
  }

  /** Forgets everything; a request under way is aborted. */
  reset(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#request = undefined;
    this.#items = new Map();
    this.#unreadable = [];
    this.#seen = new Set();
    this.#next = undefined;
    this.#failure = null;
  }

  /** The item as last heard of; undefined when it is not loaded. */
  get(key: string): T | undefined {
    return this.#items.get(key);
  }

  /** Puts a newer state of an item in its place; an item not listed yet goes to the top, being the newest. */
  put(item: T): void {
    const key = this.#keyOf(item);
    this.#overtaken.add(key);
    if (this.#items.has(key)) {
      this.#items.set(key, item);
    } else {
      this.#items = new Map([[key, item], ...this.#items]);
    }
  }

  remove(key: string): void {
    this.#overtaken.add(key);
    this.#items.delete(key);
  }

  async #requestPage(
    cursor: string | undefined,
    signal: AbortSignal,
    limit: number | undefined,
  ): Promise<PagedListState<T>> {
    this.#overtaken.clear();
    const page = await this.#load(cursor, signal, limit).finally(() => {
      if (!signal.aborted) {
        this.#request = undefined;
      }
    });
    if (signal.aborted) {
      return this.state;
    }
    if (page.ok) {
      this.#seen.add(cursor ?? '');
      for (const item of page.value.items) {
        const key = this.#keyOf(item);
        if (!this.#overtaken.has(key)) {
          this.#items.set(key, item);
        }
      }
      this.#unreadable = [...this.#unreadable, ...(page.value.unreadable ?? [])];
      this.#next = page.value.next !== null && this.#seen.has(page.value.next) ? null : page.value.next;
      this.#failure = null;
    } else {
      this.#failure = page.failure;
    }
    return this.state;
  }
}
