import type { RemoteSkill } from './contract.ts';
import type { PagedList, PagedListState } from './pagedList.ts';

/** `newest` is the order in which registries list. */
export type SkillOrder = 'newest' | 'name';

/** How a list of skills is looked at. */
export interface FilterState {
  /** '' shows all. */
  readonly text: string;
  readonly order: SkillOrder;
  /** Pages that were not loaded are being searched. */
  readonly isSearching: boolean;
}

/** What is shown of a list. While the rest is searched, nobody is asked to load more. */
export function filterList(
  list: PagedListState<RemoteSkill>,
  { text, order, isSearching }: FilterState,
): PagedListState<RemoteSkill> & { readonly isFiltered: boolean } {
  const matching = text === '' ? list.items : list.items.filter(skill => matchesText(skill, text));
  const isFiltered = matching.length < list.items.length;
  return { ...list, items: sortSkills(matching, order), hasMore: list.hasMore && !isSearching, isFiltered };
}

/** Skills in one page of a search: as many as every kind of registry gives at once. */
const pageSize = 100;

/** A registry that still has pages after these is endless, or nobody waits for its end. */
const maxPages = 1_000;

/** Whether every word of the text is in the skill's name, label, description or id, in any letter case. */
export function matchesText(skill: RemoteSkill, text: string): boolean {
  const { id, name, label, description } = skill;
  const searched = [name, label, description, id].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(word => searched.includes(word));
}

export function sortSkills(skills: readonly RemoteSkill[], order: SkillOrder): readonly RemoteSkill[] {
  if (order === 'newest') {
    return skills;
  }
  const nameOf = ({ label, name, id }: RemoteSkill) => label ?? name ?? id;
  const { compare } = new Intl.Collator('en', { numeric: true });
  return skills.toSorted((left, right) => compare(nameOf(left), nameOf(right)));
}

/**
 * Loads what a list has not shown yet, page by page, until its end, a failure or the signal. A page that is on its way
 * when the signal aborts is not waited for; it is listed when it comes.
 */
export async function loadRest<T>(
  list: PagedList<T>,
  signal: AbortSignal,
  onPage: () => void = () => undefined,
): Promise<void> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<null>();
  const onAbort = () => stop(null);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    let state: PagedListState<T> | null = await Promise.race([list.first(), stopped]);
    for (let pages = 0; pages < maxPages; pages++) {
      if (signal.aborted || state === null || state.failure || !state.hasMore) {
        return;
      }
      state = await Promise.race([list.more(pageSize), stopped]);
      if (state !== null) {
        onPage();
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
